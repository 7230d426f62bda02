package holdfast.app.eventstore;

import org.axonframework.eventhandling.EventMessage;

/** Holds for some events, judged by the event alone. */
public interface EventCondition {

    boolean holds(EventMessage<?> event);
}
