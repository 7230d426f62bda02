package holdfast.app.orders;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.order.OrderEvent;
import holdfast.order.OrderLine;
import holdfast.order.OrderState;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * An order with its place in lists.
 *
 * @param createdAt the time of its first event
 * @param position of its first event
 */
record ProjectedOrder(Instant createdAt, long position, OrderState state) {

    static ProjectedOrder first(TrackedEventMessage<?> message) {
        OrderEvent event = (OrderEvent) message.getPayload();
        long position = CommittedEvents.positionOf(message.trackingToken());
        return new ProjectedOrder(event.at(), position, OrderState.NONE.evolve(event));
    }

    ProjectedOrder after(OrderEvent event) {
        return new ProjectedOrder(createdAt, position, state.evolve(event));
    }

    Set<String> skus() {
        return state.lines().all().stream().map(OrderLine::sku).collect(Collectors.toSet());
    }
}
