package holdfast.app.snapshots;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of snapshots. */
@Component
class SnapshotTable {

    /**
     * A stored state.
     *
     * @param type name and revision
     * @param base the version of the row that this one is the difference to; null when it is the whole state
     */
    @SuppressWarnings("ArrayRecordComponent") // written and read once, never compared
    record Row(
            String type,
            String stream,
            long version,
            Instant latest,
            @Nullable Long base,
            byte[] state) {}

    private static final String SELECT =
            "select type, stream, version, latest, base, state from snapshot where stream = ? and type = any(?)";
    /** What the driver takes it by. */
    private static final int ALWAYS_BINARY = -1;

    private static final String LAST = " order by version desc limit 1";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;

    SnapshotTable(JdbcClient jdbc, JdbcTemplate template, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
    }

    Optional<Row> last(List<String> types, String stream, long version) {
        return select(SELECT + " and version <= ?" + LAST, types, stream, version);
    }

    Optional<Row> last(List<String> types, String stream, Instant time) {
        return select(
                SELECT + " and latest <= ?" + LAST,
                types,
                stream,
                OffsetDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
    }

    private Optional<Row> select(String sql, List<String> types, String stream, Object until) {
        return template
                .query(
                        connection -> {
                            PreparedStatement select = connection.prepareStatement(sql);
                            inBinary(select);
                            select.setString(1, stream);
                            select.setArray(2, connection.createArrayOf("text", types.toArray()));
                            select.setObject(3, until);
                            return select;
                        },
                        SnapshotTable::row)
                .stream()
                .findFirst();
    }

    /**
     * Has the driver ask for states as they are at once, and not as hexadecimal digits until the connection has often run
     * the statement: of a large state that takes five times as long.
     */
    private static void inBinary(PreparedStatement select) throws SQLException {
        select.unwrap(PGStatement.class).setPrepareThreshold(ALWAYS_BINARY);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("type"),
                row.getString("stream"),
                row.getLong("version"),
                row.getObject("latest", OffsetDateTime.class).toInstant(),
                row.getObject("base", Long.class),
                row.getBytes("state"));
    }

    /**
     * Adds a row and lets others go; a power cut may take a difference back, as it can be made again from the events, but
     * not a whole state, which later differences may refer to.
     */
    void put(Row row, int kept) {
        transaction.executeWithoutResult(_ -> {
            if (row.base() != null) {
                jdbc.sql("set local synchronous_commit = off").update();
            }
            insert(row);
            thinOut(row.stream(), kept);
        });
    }

    private void insert(Row row) {
        jdbc.sql("insert into snapshot (type, stream, version, latest, base, state)"
                        + " values (:type, :stream, :version, :latest, :base, :state)"
                        + " on conflict (stream, version) do update set type = excluded.type,"
                        + " latest = excluded.latest, base = excluded.base, state = excluded.state")
                .param("type", row.type())
                .param("stream", row.stream())
                .param("version", row.version())
                .param("latest", ceiling(row.latest()))
                .param("base", row.base(), Types.BIGINT)
                .param("state", row.state())
                .update();
    }

    /** What happened within a microsecond counts as later, so that it is never taken for earlier. */
    private static OffsetDateTime ceiling(Instant time) {
        Instant floor = time.truncatedTo(ChronoUnit.MICROS);
        Instant ceiling = floor.equals(time) ? floor : floor.plus(1, ChronoUnit.MICROS);
        return OffsetDateTime.ofInstant(ceiling, ZoneOffset.UTC);
    }

    private void thinOut(String stream, int kept) {
        List<KeptVersions.Version> versions = jdbc.sql(
                        "select version, base from snapshot where stream = ? order by version")
                .param(stream)
                .query((row, _) -> new KeptVersions.Version(row.getLong("version"), row.getObject("base", Long.class)))
                .list();
        List<Long> surplus = KeptVersions.surplus(versions, kept);
        if (!surplus.isEmpty()) {
            jdbc.sql("delete from snapshot where stream = :stream and version = any(:versions)")
                    .param("stream", stream)
                    .param("versions", new SqlArrayValue("bigint", surplus.toArray()))
                    .update();
        }
    }
}
