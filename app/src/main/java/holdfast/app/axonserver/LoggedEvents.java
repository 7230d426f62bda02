package holdfast.app.axonserver;

import holdfast.app.eventstore.SettledEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts events of the log into the tables.
 *
 * <p>They come without the mark that what follows from them is done: their own transaction may never have committed, so
 * the processes see to it.
 */
final class LoggedEvents {

    private static final String INSERT = """
            insert into domain_event (position, event_id, aggregate_id, sequence_number, aggregate_type, recorded_at,
                                      payload_type, payload_revision, payload, metadata)
            overriding system value
            select * from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                                 ?::text[], ?::text[], ?::bytea[], ?::bytea[])
            on conflict (aggregate_id, sequence_number) do nothing""";

    private static final String OTHERS = """
            select count(*) from unnest(?::text[], ?::bigint[], ?::text[]) as logged (stream, number, id)
            join domain_event on aggregate_id = stream and sequence_number = number where event_id <> id""";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    LoggedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores those that are not there yet.
     *
     * @throws LogUnavailable when there is another event in the place of one
     */
    void takeOver(List<EventLog.Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<LoggedEvent> events = entries.stream().map(EventLog.Entry::event).toList();
        jdbc.sql(INSERT)
                .params(
                        entries.stream()
                                .map(entry -> LogPosition.positionOf(entry.token()))
                                .toArray(Long[]::new),
                        texts(events, LoggedEvent::eventId),
                        texts(events, LoggedEvent::aggregateId),
                        numbers(events),
                        texts(events, LoggedEvent::aggregateType),
                        texts(events, LoggedEvent::recordedAt),
                        texts(events, LoggedEvent::payloadType),
                        texts(events, LoggedEvent::payloadRevision),
                        events.stream().map(LoggedEvent::payload).toArray(byte[][]::new),
                        events.stream().map(LoggedEvents::unsettled).toArray(byte[][]::new))
                .update();
        requireSame(events);
    }

    private void requireSame(List<LoggedEvent> events) {
        long others = jdbc.sql(OTHERS)
                .params(texts(events, LoggedEvent::aggregateId), numbers(events), texts(events, LoggedEvent::eventId))
                .query(Long.class)
                .single();
        if (others > 0) {
            throw new LogUnavailable("Axon Server has other events than the database: they do not belong together");
        }
    }

    private static Long[] numbers(List<LoggedEvent> events) {
        return events.stream().map(LoggedEvent::sequenceNumber).toArray(Long[]::new);
    }

    private static String[] texts(List<LoggedEvent> events, Function<LoggedEvent, @Nullable String> column) {
        return events.stream().map(column).toArray(String[]::new);
    }

    private static byte[] unsettled(LoggedEvent event) {
        ObjectNode fields = (ObjectNode) JSON.readTree(event.metaData());
        fields.remove(SettledEvents.META_DATA);
        return fields.toString().getBytes(StandardCharsets.UTF_8);
    }
}
