package holdfast.app.orders;

import holdfast.app.eventstore.CommittedEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Collects the events of a batch by order. */
final class OrderBatch {

    private final Map<String, List<TrackedEventMessage<?>>> events = new LinkedHashMap<>();
    private final Map<String, Long> startedEarlier = new LinkedHashMap<>();
    private long firstPosition = Long.MAX_VALUE;

    void add(TrackedEventMessage<?> message) {
        DomainEventMessage<?> event = (DomainEventMessage<?>) message;
        String order = event.getAggregateIdentifier();
        firstPosition = Math.min(firstPosition, CommittedEvents.positionOf(message.trackingToken()));
        if (!events.containsKey(order) && event.getSequenceNumber() > 0) {
            startedEarlier.put(order, event.getSequenceNumber());
        }
        events.computeIfAbsent(order, _ -> new ArrayList<>()).add(message);
    }

    Map<String, List<TrackedEventMessage<?>>> events() {
        return events;
    }

    /** The orders whose first event is not in this batch, with the version that they had before it. */
    Map<String, Long> startedEarlier() {
        return startedEarlier;
    }

    long firstPosition() {
        return firstPosition;
    }
}
