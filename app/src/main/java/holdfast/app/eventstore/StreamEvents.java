package holdfast.app.eventstore;

import java.util.Collection;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Reads what happened in many streams by one statement. */
@Component
public class StreamEvents {

    private static final String SELECT = """
            select position, aggregate_type, aggregate_id, sequence_number, event_id, recorded_at,
                   payload_type, payload_revision, payload, metadata
            from domain_event where aggregate_id = any(:streams) and position <= :until
            order by aggregate_id, sequence_number""";

    private final JdbcClient jdbc;
    private final Serializer serializer;
    private final EventUpcasterChain upcasters;

    StreamEvents(JdbcClient jdbc, Serializer serializer, EventUpcasterChain upcasters) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    /** The events of the streams up to a position; those of one stream in their order. */
    public List<TrackedEventMessage<?>> until(Collection<String> streams, long position) {
        if (streams.isEmpty()) {
            return List.of();
        }
        var rows = jdbc
                .sql(SELECT)
                .param("streams", new SqlArrayValue("text", streams.toArray()))
                .param("until", position)
                .query(CommittedEvents::toData)
                .list()
                .stream();
        return EventUtils.upcastAndDeserializeTrackedEvents(rows, serializer, upcasters)
                .toList();
    }

    /** The stream that an event belongs to. */
    public static String streamOf(TrackedEventMessage<?> event) {
        return ((DomainEventMessage<?>) event).getAggregateIdentifier();
    }
}
