// Times, countdowns and the state of the connection; everything else comes drawn from the service.
(function () {
  'use strict';

  var clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  var full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

  // Deadlines are those of the service's clock, whatever this one says.
  var served = document.querySelector('meta[name="served"]');
  var ahead = served ? Number(served.content) - Date.now() : 0;

  function left(seconds) {
    if (seconds <= 0) return 'time is over';
    var h = Math.floor(seconds / 3600), m = Math.floor(seconds / 60) % 60, s = seconds % 60;
    var two = function (n) { return (n < 10 ? '0' : '') + n; };
    return (h > 0 ? h + ':' + two(m) : m) + ':' + two(s);
  }

  function tick() {
    document.querySelectorAll('time[data-as="left"]').forEach(function (time) {
      var due = Date.parse(time.dateTime), now = Date.now() + ahead;
      var seconds = Math.ceil((due - now) / 1000);
      time.textContent = left(seconds) + (seconds > 0 && time.classList.contains('inline') ? ' left' : '');
      time.classList.toggle('soon', seconds <= 60);
      var fill = time.parentElement.querySelector('.fill');
      if (fill && time.dataset.from) {
        var whole = due - Date.parse(time.dataset.from);
        var share = Math.max(0, Math.min(1, (due - now) / whole));
        fill.setAttribute('width', (100 * share).toFixed(1));
        fill.classList.toggle('soon', seconds <= 60);
      }
    });
  }

  function localize(root) {
    root.querySelectorAll('time[data-as="time"], time[data-as="full"]').forEach(function (time) {
      var at = new Date(time.dateTime);
      time.title = full.format(at);
      time.textContent = (time.dataset.as === 'full' ? full : clock).format(at);
    });
    tick();
  }

  function versions(root) {
    var known = {};
    root.querySelectorAll('[data-key]').forEach(function (row) { known[row.dataset.key] = row.dataset.version || ''; });
    return known;
  }

  // Rows that are new or changed are marked for a moment.
  var before = {};
  function remember() { before = versions(document); }
  function mark(root) {
    root.querySelectorAll('[data-key]').forEach(function (row) {
      if (before[row.dataset.key] !== (row.dataset.version || '')) row.classList.add('fresh');
    });
    localize(root);
  }
  document.addEventListener('htmx:sseBeforeMessage', remember);
  document.addEventListener('htmx:sseMessage', function (event) { mark(event.target); });
  document.addEventListener('htmx:beforeSwap', remember);
  document.addEventListener('htmx:afterSwap', function () { slide(); mark(document); });
  document.addEventListener('htmx:oobAfterSwap', function () { mark(document); });

  // Versions that came since the slider was drawn; at its end it stays at the end.
  function slide() {
    var shown = document.getElementById('at-version'), slider = document.getElementById('version');
    if (!shown || !slider || slider.max === shown.dataset.last) return;
    var follows = slider.value === slider.max;
    slider.max = shown.dataset.last;
    if (follows) slider.value = slider.max;
    document.getElementById('last').textContent = shown.dataset.last;
  }

  var live = document.getElementById('live'), text = document.getElementById('live-text');
  function connection(state, words) {
    if (live && live.dataset.state !== state) {
      live.hidden = false;
      live.dataset.state = state;
      text.textContent = words;
    }
  }
  document.addEventListener('htmx:sseOpen', function (event) {
    connection('live', 'Live');
    event.detail.source.addEventListener('ended', function () { location.assign('/login'); });
  });
  document.addEventListener('htmx:sseError', function () { connection('lost', 'Connection lost, trying again'); });

  localize(document);
  setInterval(tick, 1000);
})();
