package holdfast.app.reservation;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.process.EventProcesses;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;

/** Where this node is the store's only writer it remembers what it left itself. */
final class OwnEarlierEvents implements EarlierEvents {

    private final CommittedEvents events;
    private final EventProcesses processes;
    private final ObjectProvider<EventProcessingConfiguration> processing;
    private final LeftEvents left;

    private long startedAt = -1;
    private volatile boolean caughtUp;

    OwnEarlierEvents(
            CommittedEvents events,
            EventProcesses processes,
            ObjectProvider<EventProcessingConfiguration> processing,
            SettlingSettings settings) {
        this.events = events;
        this.processes = processes;
        this.processing = processing;
        this.left = new LeftEvents(settings.leftOrders());
    }

    @Override
    public void look() {}

    @Override
    public boolean wait(String orderId) {
        return !hasCaughtUp() || left.holds(orderId) || processes.holds(ReservationBatches.PROCESSING_GROUP, orderId);
    }

    @Override
    public boolean leave(String orderId, String eventId) {
        return left.add(orderId, eventId);
    }

    @Override
    public void handled(String orderId, String eventId) {
        left.remove(orderId, eventId);
    }

    @Override
    public synchronized void startOver() {
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
        // Where nothing is for the process there is nothing to catch up with, even before it runs.
        long reached = reached();
        caughtUp = reached >= startedAt || !events.concern(ReservationBatches.AGGREGATE_TYPES, reached, startedAt);
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
