package holdfast.app.idempotency;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The answers that were given, by the scope of their key, for good; the latest ones are in memory too. */
@Component
public class IdempotencyRecords {

    /** An answer, and the hash of the request that it was given to. */
    public record Entry(String request, Answer answer) {}

    private record Row(String scope, Entry entry) {}

    private static final String PENDING = IdempotencyRecords.class.getName();
    /** Whoever asks again does so within seconds: these are the answers of more than that. */
    private static final long RECENT = 20_000;

    private static final String INSERT = """
            insert into idempotency_record (scope_hash, request_hash, answer, recorded_at)
            select scope, request, answer::jsonb, ? from unnest(?::bytea[], ?::bytea[], ?::text[])
                as given (scope, request, answer)""";

    private static final String TAKE_OVER = INSERT + " on conflict (scope_hash) do nothing";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final @Nullable AnswerLog log;
    private final JsonMapper json = JsonMapper.shared();
    /** What was committed: it stays as it is until it is forgotten, on this node or another. */
    private final Cache<String, Entry> recent =
            CacheBuilder.newBuilder().concurrencyLevel(1).maximumSize(RECENT).build();

    IdempotencyRecords(JdbcClient jdbc, Clock clock, ObjectProvider<AnswerLog> log) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.log = log.getIfAvailable();
    }

    public Optional<Entry> find(String scope) {
        Entry known = recent.getIfPresent(scope);
        return known == null ? stored(scope) : Optional.of(known);
    }

    private Optional<Entry> stored(String scope) {
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
        Row row = new Row(claim.scope(), new Entry(claim.request(), answer));
        work.onPrepareCommit(_ -> pending(work.root()).add(row));
    }

    private List<Row> pending(UnitOfWork<?> root) {
        return root.getOrComputeResource(PENDING, _ -> {
            List<Row> rows = new ArrayList<>();
            root.onPrepareCommit(_ -> write(rows, root));
            root.afterCommit(_ -> rows.forEach(this::remember));
            return rows;
        });
    }

    /** Not what another node may find to be a refusal that is not kept: this one would never hear of it. */
    private void remember(Row row) {
        if (row.entry().answer().stays()) {
            recent.put(row.scope(), row.entry());
        }
    }

    private void write(List<Row> rows, UnitOfWork<?> root) {
        List<KeptAnswer> answers = rows.stream().map(this::kept).toList();
        store(answers, INSERT);
        if (log != null) {
            log.keep(answers, root);
        }
    }

    private KeptAnswer kept(Row row) {
        return new KeptAnswer(
                row.scope(),
                row.entry().request(),
                json.writeValueAsString(row.entry().answer()));
    }

    /** Stores answers that were kept elsewhere; where there is one already, that one stays. */
    public void takeOver(List<KeptAnswer> answers) {
        if (!answers.isEmpty()) {
            store(answers, TAKE_OVER);
        }
    }

    private void store(List<KeptAnswer> answers, String statement) {
        jdbc.sql(statement)
                .param(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param(hashes(answers, KeptAnswer::scope))
                .param(hashes(answers, KeptAnswer::request))
                .param(answers.stream().map(KeptAnswer::answer).toArray(String[]::new))
                .update();
    }

    private static byte[][] hashes(List<KeptAnswer> answers, Function<KeptAnswer, String> hash) {
        return answers.stream()
                .map(answer -> HexFormat.of().parseHex(hash.apply(answer)))
                .toArray(byte[][]::new);
    }

    /** Forgets an answer that turned out to be one that a corrected request may change; not that request's own. */
    public void delete(String scope, Answer answer) {
        jdbc.sql("delete from idempotency_record where scope_hash = ? and answer = ?::jsonb")
                .param(HexFormat.of().parseHex(scope))
                .param(json.writeValueAsString(answer))
                .update();
    }
}
