package holdfast.app.process;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds parked events. */
@Component
class DeadLetterSearch {

    private static final String COLUMNS = """
            id, process, sequence, position, aggregate_type, aggregate_id, sequence_number, payload_type, cause,
            attempts, parked_at, tried_at,
            (select count(*) from dead_letter as later where later.process = letter.process
                and later.sequence = letter.sequence and later.id > letter.id) as waiting_behind""";

    private static final String EARLIER = """
            (select min(earlier.id) from dead_letter as earlier where earlier.process = letter.process
                and earlier.sequence = letter.sequence and earlier.id < letter.id)""";

    private final JdbcClient jdbc;

    DeadLetterSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    FindDeadLetters.Found find(FindDeadLetters query) {
        return new FindDeadLetters.Found(jdbc.sql("select " + COLUMNS + " from dead_letter as letter"
                        + " where id > :after and (cast(:process as text) is null or process = :process)"
                        + " order by id limit :most")
                .param("after", query.after())
                .param("process", query.process())
                .param("most", query.limit() + 1)
                .query((row, _) -> letter(row))
                .list());
    }

    @QueryHandler
    FindDeadLetters.One.Found find(FindDeadLetters.One query) {
        return new FindDeadLetters.One.Found(jdbc.sql("select " + COLUMNS + ", payload, metadata, " + EARLIER
                        + " as waits_for from dead_letter as letter where id = ?")
                .param(query.id())
                .query((row, _) -> new FindDeadLetters.Whole(
                        letter(row), waitsFor(row), json(row.getBytes("payload")), json(row.getBytes("metadata"))))
                .optional());
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime triedAt = row.getObject("tried_at", OffsetDateTime.class);
        @Nullable String cause = row.getString("cause");
        return new DeadLetter(
                row.getLong("id"),
                row.getString("process"),
                row.getString("sequence"),
                row.getLong("position"),
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("sequence_number") + 1,
                row.getString("payload_type"),
                cause,
                row.getInt("attempts"),
                instant(row.getObject("parked_at", OffsetDateTime.class)),
                triedAt == null ? null : instant(triedAt),
                row.getLong("waiting_behind"));
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static @Nullable Long waitsFor(ResultSet row) throws SQLException {
        long id = row.getLong("waits_for");
        return row.wasNull() ? null : id;
    }

    private static String json(byte @Nullable [] stored) {
        return stored == null ? "{}" : new String(stored, StandardCharsets.UTF_8);
    }
}
