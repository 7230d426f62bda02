package holdfast.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.HoldfastApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Order(2)
@BesideOthers
class EmbeddedDatabaseTest {

    /** Shared, because unpacking and making a data folder takes longest; every test leaves it stopped. */
    @TempDir
    static Path shared;

    private final List<EmbeddedDatabase> running = new ArrayList<>();

    @AfterEach
    void stopAll() {
        running.forEach(EmbeddedDatabase::close);
    }

    @Nested
    class Once_started {

        @Test
        void what_is_answered_has_reached_the_disk() {
            JdbcClient jdbc = client(start(shared));

            assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                    .allSatisfy(
                            setting -> assertThat(text(jdbc, "show " + setting)).isEqualTo("on"));
        }

        @Test
        void text_is_ordered_by_code_point_and_times_are_in_utc() {
            JdbcClient jdbc = client(start(shared));

            assertThat(jdbc.sql("select t from unnest(array['a', 'Z', 'é', 'z', '-']) t order by t")
                            .query(String.class)
                            .list())
                    .containsExactly("-", "Z", "a", "z", "é");
            assertThat(text(jdbc, "show server_encoding")).isEqualTo("UTF8");
            assertThat(text(jdbc, "select current_setting('log_timezone')")).isEqualTo("UTC");
        }

        @Test
        void it_listens_on_this_machine_only_and_asks_for_its_password() {
            EmbeddedDatabase database = start(shared);
            StoreSettings.Postgres access = database.access();

            assertThat(text(client(database), "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> client(access.url(), access.username(), "guessed")
                            .sql("select 1")
                            .query()
                            .singleValue())
                    .hasStackTraceContaining("password authentication failed");
        }

        @Test
        void the_service_is_not_a_superuser_of_it() {
            JdbcClient jdbc = client(start(shared));

            assertThat(text(jdbc, "select rolsuper::text from pg_roles where rolname = current_user"))
                    .isEqualTo("false");
        }

        @Test
        void nobody_else_may_read_what_it_keeps() throws IOException {
            start(shared);

            assertThat(mode(shared.resolve("postgres.password"))).isEqualTo("rw-------");
            assertThat(mode(shared.resolve("postgres.log"))).isEqualTo("rw-------");
            assertThat(mode(shared.resolve("postgres"))).isEqualTo("rwx------");
            assertThat(mode(shared.resolve("postgres-bin"))).isEqualTo("rwx------");
        }
    }

    @Nested
    class Once_stopped {

        @Test
        void its_rows_are_there_at_the_next_start() {
            JdbcClient before = client(start(shared));
            before.sql("create table kept (text text)").update();
            before.sql("insert into kept values ('still here')").update();
            stopLast();

            assertThat(text(client(start(shared)), "select text from kept")).isEqualTo("still here");
        }

        @Test
        void no_process_of_it_is_left() throws IOException {
            start(shared);
            ProcessHandle postmaster = postmaster(shared);
            stopLast();

            awaitEnd(postmaster);
            assertThat(shared.resolve("postgres/postmaster.pid")).doesNotExist();
        }
    }

    @Nested
    class After_a_kill_of_the_service {

        @Test
        void the_next_start_ends_the_postgresql_left_behind_and_has_its_rows() throws Exception {
            ProcessHandle leftBehind;
            try (ChildJvm child = ChildJvm.start(StoreChild.class, shared.toString())) {
                child.awaitLine(StoreChild.READY);
                leftBehind = postmaster(shared);
                child.kill();
            }
            assertThat(leftBehind.isAlive()).isTrue();

            JdbcClient jdbc = client(start(shared));

            assertThat(text(jdbc, "select distinct text from note")).isEqualTo("written by the child");
            awaitEnd(leftBehind);
        }

        @Test
        void the_next_start_recovers_when_postgresql_was_killed_as_well() throws Exception {
            try (ChildJvm child = ChildJvm.start(StoreChild.class, shared.toString())) {
                child.awaitLine(StoreChild.READY);
                ProcessHandle postmaster = postmaster(shared);
                child.kill();
                assertThat(postmaster.destroyForcibly()).isTrue();
            }

            JdbcClient jdbc = client(start(shared));

            assertThat(text(jdbc, "select distinct text from note")).isEqualTo("written by the child");
        }

        @Test
        void a_recorded_process_number_that_now_is_another_program_does_not_block_the_start() throws IOException {
            start(shared);
            List<String> recorded = Files.readAllLines(shared.resolve("postgres/postmaster.pid"));
            stopLast();
            ProcessHandle stranger = ProcessHandle.current().parent().orElseThrow();
            recorded.set(0, Long.toString(stranger.pid()));
            Files.write(shared.resolve("postgres/postmaster.pid"), recorded);

            start(shared);

            assertThat(stranger.isAlive()).isTrue();
        }

        @Test
        void a_data_folder_that_was_only_half_made_is_made_anew(@TempDir Path temporary) throws IOException {
            Path fresh = temporary.resolve("a folder with spaces");
            Files.createDirectories(fresh.resolve("postgres.new/base"));
            Files.writeString(fresh.resolve("postgres.new/PG_VERSION"), "18");

            start(fresh);

            assertThat(fresh.resolve("postgres.new")).doesNotExist();
        }
    }

    @Nested
    class While_another_service_runs_on_the_folder {

        @Test
        void a_start_is_refused_and_the_first_goes_on() {
            JdbcClient first = client(start(shared));

            assertThatThrownBy(() -> start(shared))
                    .isInstanceOf(StoreStartException.class)
                    .hasMessageContaining("in use by another Holdfast service (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(text(first, "select 'unharmed'")).isEqualTo("unharmed");
        }

        @Test
        void a_second_process_ends_with_one_clear_message() throws Exception {
            JdbcClient first = client(start(shared));

            try (ChildJvm second =
                    ChildJvm.start(HoldfastApplication.class, "--holdfast.data-dir=" + shared, "--server.port=0")) {
                assertThat(second.outputToTheEnd())
                        .contains("APPLICATION FAILED TO START", "is in use by another Holdfast service")
                        .contains("holdfast.data-dir (HOLDFAST_DATA_DIR)")
                        .doesNotContain("\tat ");
                assertThat(second.exitCode()).isEqualTo(1);
            }
            assertThat(text(first, "select 'unharmed'")).isEqualTo("unharmed");
        }
    }

    @Nested
    class On_a_folder_that_it_cannot_use {

        @Test
        void it_names_the_other_postgresql_version(@TempDir Path other) throws IOException {
            Files.createDirectories(other.resolve("postgres"));
            Files.writeString(other.resolve("postgres/PG_VERSION"), "16\n");

            assertThatThrownBy(() -> start(other))
                    .isInstanceOf(StoreStartException.class)
                    .hasMessageContaining("belongs to PostgreSQL 16, this build carries PostgreSQL 18");
        }

        @Test
        void it_says_that_it_cannot_write(@TempDir Path other) throws IOException {
            Path file = Files.createFile(other.resolve("file"));

            assertThatThrownBy(() -> start(file.resolve("data")))
                    .isInstanceOf(StoreStartException.class)
                    .hasMessageContaining("cannot be written");
        }

        @Test
        void it_refuses_to_run_when_somebody_has_switched_durability_off(@TempDir Path other) {
            client(start(other))
                    .sql("alter role holdfast set synchronous_commit = off")
                    .update();
            stopLast();

            assertThatThrownBy(() -> start(other))
                    .isInstanceOf(StoreStartException.class)
                    .hasMessageContaining("synchronous_commit=off");
            assertThat(other.resolve("postgres/postmaster.pid")).doesNotExist();
        }
    }

    private EmbeddedDatabase start(Path directory) {
        EmbeddedDatabase database = EmbeddedDatabase.start(DataDirectory.open(directory), 8);
        running.add(database);
        return database;
    }

    private void stopLast() {
        running.removeLast().close();
    }

    private static ProcessHandle postmaster(Path directory) throws IOException {
        String pid =
                Files.readAllLines(directory.resolve("postgres/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** An ended process may stay listed until the system's first process takes notice. */
    private static void awaitEnd(ProcessHandle process) {
        await().until(() -> process.info().command().isEmpty());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static String text(JdbcClient jdbc, String query) {
        return jdbc.sql(query).query(String.class).single();
    }

    private static JdbcClient client(EmbeddedDatabase database) {
        StoreSettings.Postgres access = database.access();
        return client(access.url(), access.username(), access.password());
    }

    private static JdbcClient client(String url, String username, String password) {
        return JdbcClient.create(new DriverManagerDataSource(url, username, password));
    }
}
