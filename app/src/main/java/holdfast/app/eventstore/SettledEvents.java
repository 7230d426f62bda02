package holdfast.app.eventstore;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;

/**
 * Events that carry, for good, that what had to follow from them was committed with them.
 *
 * <p>So whoever would make it follow later can pass over them, on any node and after any crash.
 */
public final class SettledEvents {

    /** The key of the mark. */
    public static final String META_DATA = "settled";

    private static final MetaData MARK = MetaData.with(META_DATA, "true");

    private SettledEvents() {}

    public static boolean contain(EventMessage<?> event) {
        return event.getMetaData().containsKey(META_DATA);
    }

    static EventMessage<?> mark(EventMessage<?> event) {
        return event.andMetaData(MARK);
    }
}
