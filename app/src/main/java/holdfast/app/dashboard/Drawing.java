package holdfast.app.dashboard;

import java.util.EnumMap;
import java.util.Map;

/**
 * The dashboard as everybody sees it at a moment.
 *
 * @param revision grows with each change, also across restarts
 */
record Drawing(long revision, Map<Panel, Part> parts) {

    /** A part, with the revision that last changed it. */
    record Part(String html, long revision) {}

    static final Drawing NONE = new Drawing(0, Map.of());

    /** What is drawn now; the same drawing when nothing on it is new. */
    Drawing with(Map<Panel, String> drawn, long now) {
        long next = Math.max(revision + 1, now);
        Map<Panel, Part> all = new EnumMap<>(Panel.class);
        drawn.forEach((panel, html) -> {
            Part known = parts.get(panel);
            all.put(panel, known != null && known.html().equals(html) ? known : new Part(html, next));
        });
        return all.equals(parts) ? this : new Drawing(next, all);
    }

    String html(Panel panel) {
        Part part = parts.get(panel);
        return part == null ? "" : part.html();
    }
}
