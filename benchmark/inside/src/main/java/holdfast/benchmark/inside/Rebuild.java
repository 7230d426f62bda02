package holdfast.benchmark.inside;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalLong;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Resets a read model and waits until it has read all events again. */
final class Rebuild {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long PAUSE_MILLIS = 5;
    private static final double NANOS = 1e9;

    private final EventProcessingConfiguration processing;
    private final EventStore store;

    Rebuild(EventProcessingConfiguration processing, EventStore store) {
        this.processing = processing;
        this.store = store;
    }

    /** Answers a sentence on the read model with this processor name. */
    String measure(String name) throws InterruptedException {
        StreamingEventProcessor processor = processing
                .eventProcessor(name, StreamingEventProcessor.class)
                .orElseThrow(() -> new IllegalStateException("There is no event processor " + name));
        long head = position(store.createHeadToken()).orElse(0);
        awaitPosition(processor, head);
        processor.shutDown();
        processor.resetTokens();
        long start = System.nanoTime();
        processor.start();
        awaitPosition(processor, head);
        double seconds = (System.nanoTime() - start) / NANOS;
        return String.format(
                Locale.ROOT,
                "rebuild of %s: %,d events in %.1f s, %,.0f events/s",
                name,
                head,
                seconds,
                head / seconds);
    }

    private static void awaitPosition(StreamingEventProcessor processor, long head) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isAt(processor.processingStatus().values(), head)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(processor.getName() + " has not caught up");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean isAt(Collection<EventTrackerStatus> segments, long head) {
        return !segments.isEmpty()
                && segments.stream()
                        .allMatch(segment -> segment.getCurrentPosition().orElse(-1) >= head);
    }

    private static OptionalLong position(TrackingToken token) {
        return token == null ? OptionalLong.empty() : token.position();
    }
}
