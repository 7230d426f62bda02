package holdfast.app.audit;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.EventTypes;
import holdfast.app.eventstore.StreamEvents;
import holdfast.order.OrderEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** Tells what orders had come to at a position. */
final class OrderStories {

    private final StreamEvents streams;
    private final long until;

    OrderStories(StreamEvents streams, long until) {
        this.streams = streams;
        this.until = until;
    }

    /** Those of the orders that had begun, by their ids. */
    Map<String, OrderStory> of(Collection<String> orders) {
        Map<String, OrderStory> stories = new HashMap<>();
        for (TrackedEventMessage<?> message : streams.until(orders, until)) {
            stories.compute(StreamEvents.streamOf(message), (order, before) -> after(order, before, message));
        }
        return stories;
    }

    private static OrderStory after(String id, @Nullable OrderStory before, TrackedEventMessage<?> message) {
        long position = CommittedEvents.positionOf(message.trackingToken());
        OrderEvent event = Payloads.of(message) instanceof OrderEvent read ? read : null;
        if (event == null) {
            ListedOrder order = before == null ? new ListedOrder(id, position, Instant.EPOCH) : before.order();
            return new OrderStory(order, new EventRef(position, ""), false);
        }
        ListedOrder order = before == null ? new ListedOrder(id, position, event.at()) : before.order();
        order.apply(event);
        boolean isWhole = before == null || before.isWhole();
        return new OrderStory(order, new EventRef(position, EventTypes.nameOf(event)), isWhole);
    }
}
