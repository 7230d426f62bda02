package holdfast.app.eventstore;

import org.axonframework.eventhandling.EventMessage;

/** Holds for events from which something has yet to follow, see {@link SettledEvents}. */
public final class Unsettled implements EventCondition {

    @Override
    public boolean holds(EventMessage<?> event) {
        return !SettledEvents.contain(event);
    }
}
