package holdfast.app.readmodel;

import holdfast.app.readmodel.Rebuild.Difference;
import holdfast.app.readmodel.Rebuild.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps how far each rebuild is, in the transactions that bring it there. */
@Component
class RebuildRecords {

    private static final String SCHEMA_VERSION = "(select max(installed_rank) from flyway_schema_history)";

    private static final TypeReference<List<Difference>> DIFFERENCES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RebuildRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Rebuild> find(String name) {
        return jdbc.sql("select * from read_model_rebuild where name = ?")
                .param(name)
                .query((row, _) -> rebuild(row))
                .optional();
    }

    private Rebuild rebuild(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        @Nullable String differences = row.getString("differences");
        @Nullable String failure = row.getString("failure");
        return new Rebuild(
                row.getString("name"),
                Phase.valueOf(row.getString("phase")),
                row.getLong("position"),
                row.getLong("target"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                endedAt == null ? null : endedAt.toInstant(),
                differences == null ? null : json.readValue(differences, DIFFERENCES),
                failure);
    }

    /** Answers whether it is a new one, and not one that is under way. */
    boolean begin(String name, long target) {
        return jdbc.sql("""
                        insert into read_model_rebuild (name, phase, position, target, schema_version, started_at)
                        values (:name, 'REQUESTED', 0, :target, %s, now())
                        on conflict (name) do update set phase = 'REQUESTED', position = 0, target = :target,
                            schema_version = excluded.schema_version, started_at = now(), ended_at = null,
                            differences = null, failure = null
                        where read_model_rebuild.phase in ('DONE', 'FAILED')""".formatted(SCHEMA_VERSION))
                        .param("name", name)
                        .param("target", target)
                        .update()
                > 0;
    }

    /** The tables may have changed since it began: then it begins again. */
    void beginAgainInAnotherSchema(String name) {
        jdbc.sql("update read_model_rebuild set phase = 'REQUESTED', position = 0, schema_version = " + SCHEMA_VERSION
                        + " where name = ? and phase not in ('DONE', 'FAILED') and schema_version <> " + SCHEMA_VERSION)
                .param(name)
                .update();
    }

    void enter(String name, Phase phase) {
        jdbc.sql("update read_model_rebuild set phase = :phase,"
                        + " ended_at = case when :over then now() end where name = :name")
                .param("phase", phase.name())
                .param("over", phase.isOver())
                .param("name", name)
                .update();
    }

    /**
     * Goes on from a position to another.
     *
     * @throws IllegalStateException if it is not there any more: the server crashed and took the last step back
     */
    void reach(String name, long from, long to) {
        int moved = jdbc.sql("update read_model_rebuild set position = ? where name = ? and position = ?")
                .params(to, name, from)
                .update();
        if (moved == 0) {
            throw new IllegalStateException("The rebuild of " + name + " is not at " + from + " any more");
        }
    }

    void differ(String name, List<Difference> differences) {
        jdbc.sql("update read_model_rebuild set differences = ? where name = ?")
                .params(json.writeValueAsString(differences), name)
                .update();
    }

    void fail(String name, String failure) {
        jdbc.sql("update read_model_rebuild set phase = 'FAILED', ended_at = now(), failure = ? where name = ?")
                .params(failure, name)
                .update();
    }
}
