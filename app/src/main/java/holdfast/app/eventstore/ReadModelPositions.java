package holdfast.app.eventstore;

import holdfast.app.api.MinPosition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Lets a read wait until a read model has taken in all events up to a position. */
@Component
public class ReadModelPositions {

    private final EventProcessingConfiguration processing;
    private final Positions positions;
    private final StoredTokens tokens;
    private final CommittedEvents events;

    ReadModelPositions(
            @Lazy EventProcessingConfiguration processing,
            Positions positions,
            StoredTokens tokens,
            CommittedEvents events) {
        this.processing = processing;
        this.positions = positions;
        this.tokens = tokens;
        this.events = events;
    }

    /**
     * Waits up to 5 s.
     *
     * @param aggregateTypes of the events that the processor handles
     */
    public void await(MinPosition wanted, String processor, String... aggregateTypes) {
        if (wanted.value() > 0) {
            positions.awaitHead(wanted);
            List<String> types = List.of(aggregateTypes);
            positions.await(wanted, () -> reached(wanted.value(), processor, types));
        }
    }

    /** A processor that goes past events that do not concern it stores that only from time to time. */
    private long reached(long wanted, String processor, List<String> types) {
        long here = reachedHere(processor);
        if (here >= wanted) {
            return here;
        }
        long known = Math.max(here, tokens.positionOf(processor));
        return known >= wanted || events.concern(types, known, wanted) ? known : wanted;
    }

    /** How far each processor is, on this node or where it runs, by its name. */
    public Map<String, Long> all() {
        Map<String, Long> reached = new TreeMap<>();
        processing.eventProcessors().forEach((name, processor) -> {
            if (processor instanceof StreamingEventProcessor) {
                long here = reachedHere(name);
                reached.put(name, here >= 0 ? here : tokens.positionOf(name));
            }
        });
        return reached;
    }

    /** What this node's own processor went past, events that do not concern it included; -1 when it runs elsewhere. */
    private long reachedHere(String processor) {
        Collection<EventTrackerStatus> segments = processing
                .eventProcessor(processor, StreamingEventProcessor.class)
                .orElseThrow()
                .processingStatus()
                .values();
        return segments.stream()
                .mapToLong(segment -> segment.isErrorState()
                        ? -1
                        : segment.getCurrentPosition().orElse(-1))
                .min()
                .orElse(-1);
    }
}
