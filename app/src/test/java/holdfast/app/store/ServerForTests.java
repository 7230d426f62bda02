package holdfast.app.store;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An empty database on a PostgreSQL server for services in {@code postgres} mode.
 *
 * <p>The server is one of {@link PostgresForTests}, on a folder of its own, unless the system property {@value #OTHER}
 * names another one, as {@code jdbc:postgresql://host:port/postgres?user=…&password=…} of a role that
 * may make databases.
 */
public final class ServerForTests implements AutoCloseable {

    static final String OTHER = "holdfast.test.postgres.url";

    private static final int SPARE_CONNECTIONS = 26;

    private final @Nullable PostgresForTests own;
    private final StoreSettings.Postgres access;

    private ServerForTests(@Nullable PostgresForTests own, StoreSettings.Postgres access) {
        this.own = own;
        this.access = access;
    }

    public static ServerForTests start(Path folder, int connections) {
        String other = System.getProperty(OTHER, "");
        if (!other.isEmpty()) {
            return new ServerForTests(null, databaseOn(other));
        }
        PostgresForTests own = PostgresForTests.start(folder, connections + SPARE_CONNECTIONS);
        return new ServerForTests(own, databaseOn(own.url("postgres")));
    }

    /** On a server of the tests. */
    public static ServerForTests on(PostgresForTests server) {
        return new ServerForTests(server, databaseOn(server.url("postgres")));
    }

    /** The same database on another server, to which it was brought. */
    public ServerForTests broughtTo(PostgresForTests server) {
        String url = access.url().replaceFirst(":\\d+/", ":" + server.port() + "/");
        return new ServerForTests(server, new StoreSettings.Postgres(url, access.username(), access.password()));
    }

    private static StoreSettings.Postgres databaseOn(String server) {
        String name = "holdfast_" + UUID.randomUUID().toString().substring(0, 8);
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + name + " login password '" + name + "'");
            statement.execute("create database " + name + " owner " + name);
        } catch (SQLException e) {
            throw new AssertionError("The other server cannot be used", e);
        }
        String url = server.replaceFirst("\\?.*", "").replaceFirst("/[^/]*$", "/" + name);
        return new StoreSettings.Postgres(url, name, name);
    }

    /** What a service needs to be told to use it. */
    public List<String> settings() {
        return settings(access.url());
    }

    /** The same by another way to it. */
    public List<String> settings(String url) {
        return List.of(
                "--holdfast.mode=postgres",
                "--holdfast.postgres.url=" + url,
                "--holdfast.postgres.username=" + access.username(),
                "--holdfast.postgres.password=" + access.password());
    }

    /** The name of the database, and of the role that owns it. */
    public String name() {
        return access.username();
    }

    public String url() {
        return access.url();
    }

    /** As for PostgreSQL's own programs. */
    public String uri() {
        return "postgresql://%s:%s@%s"
                .formatted(access.username(), access.password(), access.url().substring("jdbc:postgresql://".length()));
    }

    /** Until a server that was brought back has done what is in its log. */
    public void awaitWritable() {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select not pg_is_in_recovery()")) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    /** As the service. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(access.url(), access.username(), access.password());
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
