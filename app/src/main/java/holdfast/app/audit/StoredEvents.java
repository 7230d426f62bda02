package holdfast.app.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks into the rows of the store itself: versions of streams, and the events behind a discrepancy. */
@Component
class StoredEvents {

    private static final int NAMED = 20;

    /** Two neighbours of a stream whose versions are not consecutive; {@code before} is absent at its beginning. */
    record Gap(
            long version,
            long position,
            String type,
            @Nullable Long versionBefore,
            @Nullable Long positionBefore,
            @Nullable String typeBefore) {}

    private final JdbcClient jdbc;

    StoredEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The position of the last event up to a position that concerns each read model, 0 when there is none.
     *
     * <p>Their processors store their own positions only with an event that they handle.
     */
    ReadModelsReached lastUntil(long position) {
        return new ReadModelsReached(
                lastUntil(position, "aggregate_type = 'StockItem'"),
                lastUntil(position, "aggregate_type = 'Order'"),
                lastUntil(position, "aggregate_type = 'Tab'"));
    }

    /** The type is no parameter: an index of events of one type is found by it. */
    private long lastUntil(long position, String isOfType) {
        return jdbc.sql("select position from domain_event where " + isOfType
                        + " and position <= ? order by position desc limit 1")
                .param(position)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The streams whose versions do not run from 1 without a gap; an index is read, no event. */
    List<String> brokenStreams(Scope scope) {
        return jdbc.sql("""
                select aggregate_id from domain_event
                where cast(:sku as text) is null or aggregate_id = 'sku:' || :sku
                   or (aggregate_id collate "C" >= :sku || '@' and aggregate_id collate "C" < :sku || 'A')
                group by aggregate_id
                having min(sequence_number) <> 0 or max(sequence_number) + 1 <> count(*)
                order by aggregate_id limit :limit""")
                .param("sku", scope.sku())
                .param("limit", Findings.LISTED)
                .query(String.class)
                .list();
    }

    List<Gap> gaps(String stream) {
        return jdbc.sql("""
                select version, position, type, version_before, position_before, type_before from (
                    select sequence_number + 1 as version, position, payload_type as type,
                           lag(sequence_number) over stream + 1 as version_before,
                           lag(position) over stream as position_before,
                           lag(payload_type) over stream as type_before
                    from domain_event where aggregate_id = ? window stream as (order by sequence_number)) neighbours
                where version <> coalesce(version_before, 0) + 1""").param(stream).query(Gap.class).list();
    }

    /** The last events of a stream, oldest first. */
    List<EventRef> lastOf(String stream) {
        return jdbc.sql("select position, payload_type as type from domain_event where aggregate_id = ?"
                        + " order by sequence_number desc limit ?")
                .params(stream, NAMED)
                .query(EventRef.class)
                .list()
                .reversed();
    }

    /** The stored name of the event at a position, readable or not. */
    EventRef at(long position) {
        return jdbc.sql("select position, payload_type as type from domain_event where position = ?")
                .param(position)
                .query(EventRef.class)
                .single();
    }
}
