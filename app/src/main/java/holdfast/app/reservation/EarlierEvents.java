package holdfast.app.reservation;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.process.EventProcesses;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Knows which orders have events that the process has yet to come to: what follows from a later one has to wait, so
 * that the events of an order are always handled one after the other.
 */
@Component
class EarlierEvents {

    private final CommittedEvents events;
    private final EventProcesses processes;
    private final ObjectProvider<EventProcessingConfiguration> processing;
    /** The ids of the events that were left, by their order. */
    private final Map<String, Set<String>> left = new ConcurrentHashMap<>();

    private volatile long startedAt = -1;
    private volatile boolean caughtUp;

    EarlierEvents(
            CommittedEvents events, EventProcesses processes, ObjectProvider<EventProcessingConfiguration> processing) {
        this.events = events;
        this.processes = processes;
        this.processing = processing;
    }

    boolean wait(String orderId) {
        return !hasCaughtUp()
                || left.containsKey(orderId)
                || processes.holds(ReservationBatches.PROCESSING_GROUP, orderId);
    }

    /** An event of the order is left to the process. */
    void leave(String orderId, String eventId) {
        left.compute(orderId, (_, known) -> {
            Set<String> events = known == null ? new HashSet<>() : known;
            events.add(eventId);
            return events;
        });
    }

    /** The process handled, or parked, an event of the order. */
    void handled(String orderId, String eventId) {
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
