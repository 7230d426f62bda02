package holdfast.app.idempotency;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The answers that were given, by the scope of their key, for good. */
@Component
public class IdempotencyRecords {

    /** An answer, and the hash of the request that it was given to. */
    public record Entry(String request, Answer answer) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    IdempotencyRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
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
     * Keeps an answer as part of the running transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the key took effect before
     */
    void insert(Claim claim, Answer answer) {
        jdbc.sql("insert into idempotency_record (scope_hash, request_hash, answer, recorded_at)"
                        + " values (?, ?, ?::jsonb, ?)")
                .params(
                        HexFormat.of().parseHex(claim.scope()),
                        HexFormat.of().parseHex(claim.request()),
                        json.writeValueAsString(answer),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    /** Forgets an answer that turned out to be one that a corrected request may change. */
    public void delete(String scope) {
        jdbc.sql("delete from idempotency_record where scope_hash = ?")
                .param(HexFormat.of().parseHex(scope))
                .update();
    }
}
