package holdfast.app.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An empty database on a PostgreSQL server for services in {@code postgres} mode.
 *
 * <p>The server is made of the programs that the service carries, on a folder of its own, unless the system property
 * {@value #OTHER} names another one, as {@code jdbc:postgresql://host:port/postgres?user=…&password=…} of a role that
 * may make databases.
 */
public final class ServerForTests implements AutoCloseable {

    static final String OTHER = "holdfast.test.postgres.url";

    private final @Nullable EmbeddedDatabase own;
    private final StoreSettings.Postgres access;

    private ServerForTests(@Nullable EmbeddedDatabase own, StoreSettings.Postgres access) {
        this.own = own;
        this.access = access;
    }

    public static ServerForTests start(Path folder, int connections) {
        String other = System.getProperty(OTHER, "");
        if (!other.isEmpty()) {
            return new ServerForTests(null, databaseOn(other));
        }
        EmbeddedDatabase own = EmbeddedDatabase.start(DataDirectory.open(PreparedFolder.empty(folder)), connections);
        return new ServerForTests(own, own.access());
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

    public String url() {
        return access.url();
    }

    public String username() {
        return access.username();
    }

    public String password() {
        return access.password();
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
