package holdfast.app.reservation;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.process.EventProcesses;
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
    private final LeftEvents left;

    private long startedAt = -1;
    private volatile boolean caughtUp;

    EarlierEvents(
            CommittedEvents events,
            EventProcesses processes,
            ObjectProvider<EventProcessingConfiguration> processing,
            SettlingSettings settings) {
        this.events = events;
        this.processes = processes;
        this.processing = processing;
        this.left = new LeftEvents(settings.leftOrders());
    }

    boolean wait(String orderId) {
        return !hasCaughtUp() || left.holds(orderId) || processes.holds(ReservationBatches.PROCESSING_GROUP, orderId);
    }

    /**
     * An event of the order is left to the process, by a transaction that is about to commit.
     *
     * @return false when that is too much to remember: then {@link #startOver} must follow the commit
     */
    boolean leave(String orderId, String eventId) {
        return left.add(orderId, eventId);
    }

    /** The process handled, or parked, an event of the order. */
    void handled(String orderId, String eventId) {
        left.remove(orderId, eventId);
    }

    /** Whatever was committed until now may still have to be handled. */
    synchronized void startOver() {
        startedAt = events.head();
        caughtUp = false;
    }

    /** What was committed before this start may still have to be handled, whose orders nobody here remembers. */
    private boolean hasCaughtUp() {
        return caughtUp || catchUp();
    }

    private synchronized boolean catchUp() {
        if (startedAt < 0) {
            startedAt = events.head();
        }
        // In a new store there is nothing to catch up with, even before the process runs.
        caughtUp = startedAt == 0 || reached() >= startedAt;
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
