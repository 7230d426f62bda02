package holdfast.app.eventstore;

import holdfast.app.api.MinPosition;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets a read wait until a read model has taken in all events up to a position. */
@Component
public class ReadModelPositions {

    private final EventProcessingConfiguration processing;
    private final Positions positions;
    private final StoredTokens tokens;
    private final JdbcClient jdbc;

    ReadModelPositions(
            @Lazy EventProcessingConfiguration processing, Positions positions, StoredTokens tokens, JdbcClient jdbc) {
        this.processing = processing;
        this.positions = positions;
        this.tokens = tokens;
        this.jdbc = jdbc;
    }

    /**
     * Waits up to 5 s.
     *
     * @param aggregateType of the events that the read model is made of
     */
    public void await(MinPosition wanted, String processor, String aggregateType) {
        if (wanted.value() == 0) {
            return;
        }
        positions.awaitHead(wanted);
        if (reachedHere(processor) < wanted.value()) {
            long concerned = lastUntil(wanted.value(), aggregateType);
            positions.await(
                    new MinPosition(concerned), () -> Math.max(reachedHere(processor), tokens.positionOf(processor)));
        }
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

    /** A processor stores its position only with an event that it handles. */
    private long lastUntil(long position, String aggregateType) {
        return jdbc.sql("select position from domain_event where aggregate_type = ? and position <= ?"
                        + " order by position desc limit 1")
                .params(aggregateType, position)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
