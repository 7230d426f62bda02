package holdfast.app.orders;

import holdfast.app.commandbus.CommandMetaData;
import holdfast.app.eventstore.EventTypes;
import holdfast.order.OrderEvent;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells how an order came to be: each event, when, by whom, and what it says. */
@Component
public class OrderHistory {

    /**
     * One event.
     *
     * @param version the order's version after it
     * @param actor the name of the key that the caller used; null when nobody's request caused it
     */
    public record Entry(
            long version, String type, Instant at, @Nullable String actor, OrderEvent data) {}

    private final EventStore store;

    OrderHistory(EventStore store) {
        this.store = store;
    }

    /** All events of an order, first one first; none when there is no such order. */
    public List<Entry> of(String orderId) {
        return store.readEvents(orderId).asStream().map(OrderHistory::entry).toList();
    }

    private static Entry entry(DomainEventMessage<?> message) {
        OrderEvent event = (OrderEvent) message.getPayload();
        String actor = (String) message.getMetaData().get(CommandMetaData.ACTOR);
        return new Entry(message.getSequenceNumber() + 1, EventTypes.nameOf(event), event.at(), actor, event);
    }
}
