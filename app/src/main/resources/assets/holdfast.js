// Times, countdowns and the state of the connection; everything else comes drawn from the service.
(function () {
  'use strict';

  var clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  var full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

  // Deadlines are those of the service's clock, whatever this one says.
  var served = document.querySelector('meta[name="served"]');
  // It was served when its first byte came, not when this script runs: on a slow machine that is a second later.
  var page = performance.getEntriesByType('navigation')[0];
  var came = performance.timeOrigin + (page ? page.responseStart : performance.now());
  var ahead = served ? Number(served.content) - came : 0;

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

  // A browser has six connections to a service: a page that nobody sees lets its own go, and catches up when it is seen.
  htmx.createEventSource = function (url) {
    var source = null, last = null, heard = {}, closed = false;
    function hear(event) {
      last = event.lastEventId || last;
      (heard[event.type] || []).slice().forEach(function (listener) { listener(event); });
    }
    function turn() {
      if (document.visibilityState === 'hidden' || closed) {
        if (source) source.close();
        source = null;
      } else if (!source) {
        var address = new URL(url, location.href);
        if (last) address.searchParams.set('after', last);
        source = new EventSource(address);
        source.onopen = function (event) { if (followed.onopen) followed.onopen(event); };
        source.onerror = function (event) {
          // When it is over for good, htmx makes another one.
          if (event.target.readyState === EventSource.CLOSED) document.removeEventListener('visibilitychange', turn);
          if (followed.onerror) followed.onerror(event);
        };
        Object.keys(heard).forEach(function (type) { source.addEventListener(type, hear); });
      }
    }
    var followed = {
      get readyState() { return source ? source.readyState : EventSource.CONNECTING; },
      addEventListener: function (type, listener) {
        if (!heard[type] && source) source.addEventListener(type, hear);
        heard[type] = (heard[type] || []).concat(listener);
      },
      removeEventListener: function (type, listener) {
        heard[type] = (heard[type] || []).filter(function (other) { return other !== listener; });
      },
      close: function () {
        closed = true;
        document.removeEventListener('visibilitychange', turn);
        turn();
      }
    };
    document.addEventListener('visibilitychange', turn);
    turn();
    return followed;
  };

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
