package holdfast.app.dashboard;

import java.util.Locale;

/** A part of the dashboard that is drawn, sent and replaced as a whole. */
enum Panel {
    STATUS,
    MINUTES,
    ORDERS,
    HOLDS,
    STOCK,
    REFUSED,
    COMMANDS,
    MODELS,
    DUTIES;

    /** Of its fragment, its event and its place on the page. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
