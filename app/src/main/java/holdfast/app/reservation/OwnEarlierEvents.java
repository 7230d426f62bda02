package holdfast.app.reservation;

import holdfast.app.eventstore.CommittedEvents;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;

/** Where this node is the store's only writer it remembers what it left itself. */
class OwnEarlierEvents implements EarlierEvents {

    private final CommittedEvents events;
    private final ParkedEvents parked;
    private final ObjectProvider<EventProcessingConfiguration> processing;
    /** The ids of the events that were left, by their order. */
    private final Map<String, Set<String>> left = new ConcurrentHashMap<>();

    private volatile long startedAt = -1;
    private volatile boolean caughtUp;

    OwnEarlierEvents(
            CommittedEvents events, ParkedEvents parked, ObjectProvider<EventProcessingConfiguration> processing) {
        this.events = events;
        this.parked = parked;
        this.processing = processing;
    }

    @Override
    public void look() {}

    @Override
    public boolean wait(String orderId) {
        return !hasCaughtUp() || left.containsKey(orderId) || parked.holds(orderId);
    }

    @Override
    public void leave(String orderId, String eventId) {
        left.compute(orderId, (_, known) -> {
            Set<String> events = known == null ? new HashSet<>() : known;
            events.add(eventId);
            return events;
        });
    }

    @Override
    public void handled(String orderId, String eventId) {
        left.computeIfPresent(orderId, (_, events) -> {
            events.remove(eventId);
            return events.isEmpty() ? null : events;
        });
    }

    /** What was committed before this start may still have to be handled, whose orders nobody here remembers. */
    private boolean hasCaughtUp() {
        if (!caughtUp) {
            if (startedAt < 0) {
                startedAt = events.head();
            }
            // In a new store there is nothing to catch up with, even before the process runs.
            caughtUp = startedAt == 0 || reached() >= startedAt;
        }
        return caughtUp;
    }

    private long reached() {
        return processing
                .getObject()
                .eventProcessor(ReservationBatches.PROCESSING_GROUP, StreamingEventProcessor.class)
                .map(StreamingEventProcessor::processingStatus)
                .flatMap(segments -> segments.values().stream().findFirst())
                .map(EventTrackerStatus::getTrackingToken)
                .map(CommittedEvents::positionOf)
                .orElse(-1L);
    }
}
