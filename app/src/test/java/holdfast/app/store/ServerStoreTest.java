package holdfast.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import holdfast.app.BesideOthers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store on a server that lets in nobody without TLS and a password. */
@BesideOthers
class ServerStoreTest {

    private static final String ENCRYPTED = "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()";
    private static final String LOCK = "select pg_advisory_xact_lock(1)";

    @TempDir
    static Path folder;

    private static SelfMadeCertificate certificate;
    private static PostgresForTests postgres;
    private static ServerForTests database;

    @BeforeAll
    static void start() throws Exception {
        certificate = SelfMadeCertificate.make(folder, "server");
        postgres = PostgresForTests.start(
                folder.resolve("server"),
                40,
                "ssl = on",
                "ssl_cert_file = '" + certificate.certificate() + "'",
                "ssl_key_file = '" + certificate.key() + "'");
        postgres.letIn("hostssl all all 127.0.0.1/32 scram-sha-256");
        postgres.stop();
        postgres.start();
        database = ServerForTests.on(postgres);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static String trusting(SelfMadeCertificate trusted) {
        return "?sslmode=verify-full&sslrootcert=" + trusted.certificate();
    }

    private void withStore(Consumer<AssertableApplicationContext> test) {
        String[] settings = database.settings(database.url() + trusting(certificate)).stream()
                .map(setting -> setting.substring(2))
                .toArray(String[]::new);
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class))
                .withUserConfiguration(StoreConfigurationTest.Store.class)
                .withPropertyValues("holdfast.data-dir=" + folder.resolve("data"))
                .withPropertyValues(settings)
                .run(test::accept);
    }

    @Test
    void knows_the_server_by_its_certificate_and_encrypts_every_connection() {
        withStore(started -> {
            OwnConnections own = started.getBean(OwnConnections.class);
            assertThat(JdbcClient.create(started.getBean(HikariDataSource.class))
                            .sql(ENCRYPTED)
                            .query(String.class)
                            .single())
                    .isEqualTo("true");
            assertThat(JdbcClient.create(own.patient())
                            .sql(ENCRYPTED)
                            .query(String.class)
                            .single())
                    .isEqualTo("true");
            try (Connection connection = own.open();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeQuery("select 1").next()).isTrue();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void does_not_trust_a_server_with_another_certificate() throws Exception {
        SelfMadeCertificate other = SelfMadeCertificate.make(folder, "other");

        assertUnreachable(trusting(other), database.name(), "SSL error");
    }

    @Test
    void is_not_let_in_without_encryption() {
        assertUnreachable("?sslmode=disable", database.name(), "no encryption");
    }

    @Test
    void says_so_at_once_when_the_password_is_wrong() {
        assertUnreachable(trusting(certificate), "mistyped", "password authentication failed");
    }

    private static void assertUnreachable(String parameters, String password, String why) {
        StoreSettings.Postgres access =
                new StoreSettings.Postgres(database.url() + parameters, database.name(), password);
        assertThatThrownBy(() -> PostgresServer.reach(access, Duration.ZERO))
                .isInstanceOf(StoreStartException.class)
                .hasMessageContaining(why);
    }

    /** As when it is paused in the middle of a large answer: then its transaction is not idle. */
    @Test
    void a_node_that_does_not_take_its_answer_keeps_nobody_from_the_lock_that_it_has() {
        withStore(started -> {
            try {
                assertLockIsLetGo(started.getBean(HikariDataSource.class));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void assertLockIsLetGo(HikariDataSource pool) throws SQLException {
        PgConnection paused = pool.getConnection().unwrap(PgConnection.class);
        paused.setAutoCommit(false);
        try (Statement locking = paused.createStatement()) {
            locking.execute(LOCK);
        }
        CopyOut answer = paused.getCopyAPI()
                .copyOut("copy (select repeat('x', 100000) from generate_series(1, 1000)) to stdout");
        assertThat(answer.isActive()).isTrue();
        try (Connection other = pool.getConnection();
                Statement waiting = other.createStatement()) {
            waiting.setQueryTimeout(60);
            waiting.execute(LOCK);
        } finally {
            paused.abort(Runnable::run); // any other end would wait for the answer
        }
    }
}
