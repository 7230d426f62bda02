package holdfast.app.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.BesideOthers;
import holdfast.app.store.PostgresForTests;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** How far a rebuild is, when the server crashes under it. */
@BesideOthers
class RebuildRecordsTest {

    @TempDir
    static Path folder;

    private static PostgresForTests postgres;
    private static JdbcClient jdbc;
    private static RebuildRecords records;

    @BeforeAll
    static void start() {
        postgres = PostgresForTests.start(folder.resolve("server"), 10);
        jdbc = JdbcClient.create(new DriverManagerDataSource(postgres.url("postgres")));
        jdbc.sql("create table flyway_schema_history (installed_rank int)").update();
        jdbc.sql("insert into flyway_schema_history values (1)").update();
        jdbc.sql("""
                create table read_model_rebuild (name text primary key, phase text, position bigint, target bigint,
                    schema_version int, started_at timestamptz, ended_at timestamptz, differences text, failure text)""").update();
        records = new RebuildRecords(jdbc, JsonMapper.shared());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void begin() {
        jdbc.sql("delete from read_model_rebuild").update();
        records.begin("stock", 100);
    }

    private static long position() {
        return records.find("stock").orElseThrow().position();
    }

    @Test
    void goes_on_step_by_step() {
        records.reach("stock", 0, 10);
        records.reach("stock", 10, 20);

        assertThat(position()).isEqualTo(20);
    }

    @Test
    void does_not_pass_over_a_step_that_a_crash_took_back() {
        records.reach("stock", 0, 10);
        records.reach("stock", 10, 20);
        jdbc.sql("update read_model_rebuild set position = 10").update();

        assertThatThrownBy(() -> records.reach("stock", 20, 30))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not at 20 any more");

        assertThat(position()).isEqualTo(10);
    }
}
