package holdfast.app.tabs;

import holdfast.app.eventstore.EventCondition;
import holdfast.order.OrderEvent.OrderPlaced;
import org.axonframework.eventhandling.EventMessage;

/** Holds for orders that were placed for a tab; most are for none. */
final class PlacedForTab implements EventCondition {

    @Override
    public boolean holds(EventMessage<?> event) {
        return event.getPayload() instanceof OrderPlaced order && order.tab() != null;
    }
}
