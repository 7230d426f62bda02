package holdfast.app.feed;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Reads the feed from the store in stretches that are bounded in rows, in bytes and in what has to be looked through. */
@Component
class FeedStore {

    static final int MOST_EVENTS = 200;

    /** A reader holds no more than that, and the event that goes beyond it. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int LOOKED_THROUGH = 20_000;

    private final JdbcClient jdbc;
    private final FeedPrinter printer;

    FeedStore(JdbcClient jdbc, FeedPrinter printer) {
        this.jdbc = jdbc;
        this.printer = printer;
    }

    /**
     * What a client wants of the events after a position.
     *
     * @param head the last committed position: all up to it is visible
     */
    FeedChunk read(FeedFilter filter, long after, long head, int limit) {
        // An aggregate's events are found by an index, all others by looking through the positions.
        long until = filter.aggregateId() == null ? Math.min(head, after + LOOKED_THROUGH) : head;
        if (until <= after) {
            return new FeedChunk(List.of(), after);
        }
        int most = Math.min(limit, MOST_EVENTS);
        List<FeedEvent> events = query(filter, after, until, most);
        boolean cutOff = events.size() == most
                || events.stream().mapToLong(FeedEvent::size).sum() >= MOST_BYTES;
        return new FeedChunk(events, cutOff ? events.getLast().position() : until);
    }

    private List<FeedEvent> query(FeedFilter filter, long after, long until, int most) {
        JdbcClient.StatementSpec query = jdbc.sql(statement(filter))
                .param("after", after)
                .param("until", until)
                .param("internal", FeedFilter.INTERNAL_AGGREGATE)
                .param("bytes", MOST_BYTES)
                .param("most", most);
        if (!filter.types().isEmpty()) {
            query.param("types", new SqlArrayValue("text", filter.types().toArray()));
        }
        if (filter.aggregateType() != null) {
            query.param("aggregateType", filter.aggregateType());
        }
        if (filter.aggregateId() != null) {
            query.param("aggregateId", filter.aggregateId());
        }
        return query.query((row, _) -> printer.print(row)).list();
    }

    private static String statement(FeedFilter filter) {
        String wanted = "position > :after and position <= :until and aggregate_type <> :internal"
                + (filter.types().isEmpty() ? "" : " and payload_type = any(:types)")
                + (filter.aggregateType() == null ? "" : " and aggregate_type = :aggregateType")
                + (filter.aggregateId() == null ? "" : " and aggregate_id = :aggregateId");
        return """
                select * from (
                    select found.*, sum(octet_length(payload)) over (order by position) - octet_length(payload) as bytes
                    from (select position, aggregate_type, aggregate_id, sequence_number, payload_type, payload,
                            recorded_at
                        from domain_event where\s""" + wanted + """
                 order by position limit :most) found) sized
                where bytes < :bytes order by position""";
    }
}
