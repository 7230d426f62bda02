package holdfast.app.idempotency;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The answers that were given, by the scope of their key, for good. */
@Component
public class IdempotencyRecords {

    /** An answer, and the hash of the request that it was given to. */
    public record Entry(String request, Answer answer) {}

    private static final String PENDING = IdempotencyRecords.class.getName();
    private static final String INSERT =
            "insert into idempotency_record (scope_hash, request_hash, answer, recorded_at) values (?, ?, ?::jsonb, ?)";

    private final JdbcClient jdbc;
    private final JdbcTemplate jdbcTemplate;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    IdempotencyRecords(JdbcClient jdbc, JdbcTemplate jdbcTemplate, Clock clock) {
        this.jdbc = jdbc;
        this.jdbcTemplate = jdbcTemplate;
        this.clock = clock;
    }

    public Optional<Entry> find(String scope) {
        return jdbc.sql("select request_hash, answer from idempotency_record where scope_hash = ?")
                .param(HexFormat.of().parseHex(scope))
                .query((row, _) -> new Entry(
                        HexFormat.of().formatHex(row.getBytes("request_hash")),
                        json.readValue(row.getString("answer"), Answer.class)))
                .optional();
    }

    /**
     * Keeps an answer as part of the running transaction: all of a group of commands in one statement, and none of a
     * command that is rolled back on its own.
     *
     * <p>When a key took effect before, the group fails with a {@link org.springframework.dao.DuplicateKeyException}.
     */
    void insert(Claim claim, Answer answer, UnitOfWork<?> work) {
        work.onPrepareCommit(_ -> pending(work.root()).add(row(claim, answer)));
    }

    private List<Object[]> pending(UnitOfWork<?> root) {
        return root.getOrComputeResource(PENDING, _ -> {
            List<Object[]> rows = new ArrayList<>();
            root.onPrepareCommit(_ -> jdbcTemplate.batchUpdate(INSERT, rows));
            return rows;
        });
    }

    private Object[] row(Claim claim, Answer answer) {
        return new Object[] {
            HexFormat.of().parseHex(claim.scope()),
            HexFormat.of().parseHex(claim.request()),
            json.writeValueAsString(answer),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
        };
    }

    /** Forgets an answer that turned out to be one that a corrected request may change. */
    public void delete(String scope) {
        jdbc.sql("delete from idempotency_record where scope_hash = ?")
                .param(HexFormat.of().parseHex(scope))
                .update();
    }
}
