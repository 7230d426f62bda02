package holdfast.app.processors;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.StoredTokens;
import holdfast.app.processors.ProcessorState.Activity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Knows where the processors are, whichever node runs them. */
@Component
public class Processors {

    private final List<Follower> followers;
    private final EventProcessingConfiguration processing;
    private final CommittedEvents events;
    private final StoredTokens tokens;

    Processors(
            List<Follower> followers,
            @Lazy EventProcessingConfiguration processing,
            CommittedEvents events,
            StoredTokens tokens) {
        this.followers = followers;
        this.processing = processing;
        this.events = events;
        this.tokens = tokens;
    }

    public List<Follower> followers() {
        return followers;
    }

    public Optional<Follower> named(String name) {
        return followers.stream()
                .filter(follower -> follower.name().equals(name))
                .findFirst();
    }

    public ProcessorState stateOf(Follower follower) {
        long position = positionOf(follower);
        long head = Math.max(position, events.head());
        StreamingEventProcessor processor = processor(follower);
        @Nullable Throwable error = errorOf(processor);
        return new ProcessorState(
                follower.name(),
                follower.kind(),
                activityOf(processor, error),
                position,
                head,
                head - position,
                waitingSince(position, head),
                error == null ? null : error.toString());
    }

    /** How many events a processor has yet to look at. */
    public long lagOf(Follower follower) {
        return Math.max(0, events.head() - positionOf(follower));
    }

    /** When the first event was recorded that a processor has yet to look at. */
    public Optional<Instant> waitingSince(Follower follower) {
        return Optional.ofNullable(waitingSince(positionOf(follower), events.head()));
    }

    private @Nullable Instant waitingSince(long position, long head) {
        return position >= head ? null : events.recordedAfter(position).orElse(null);
    }

    /** A processor goes past what does not concern it at once, but stores that only from time to time. */
    private long positionOf(Follower follower) {
        long here = segments(processor(follower)).stream()
                .mapToLong(segment -> segment.isErrorState()
                        ? -1
                        : segment.getCurrentPosition().orElse(-1))
                .min()
                .orElse(-1);
        return here >= 0 ? here : tokens.positionOf(follower.name());
    }

    private StreamingEventProcessor processor(Follower follower) {
        return processing
                .eventProcessor(follower.name(), StreamingEventProcessor.class)
                .orElseThrow();
    }

    private static Collection<EventTrackerStatus> segments(StreamingEventProcessor processor) {
        return processor.processingStatus().values();
    }

    private static @Nullable Throwable errorOf(StreamingEventProcessor processor) {
        return segments(processor).stream()
                .filter(EventTrackerStatus::isErrorState)
                .map(EventTrackerStatus::getError)
                .findFirst()
                .orElse(null);
    }

    private static Activity activityOf(StreamingEventProcessor processor, @Nullable Throwable error) {
        if (error != null || processor.isError()) {
            return Activity.FAILING;
        }
        if (!processor.isRunning()) {
            return Activity.STOPPED;
        }
        return segments(processor).isEmpty() ? Activity.ELSEWHERE : Activity.RUNNING;
    }
}
