package holdfast.app.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server that somebody else runs, which may be still starting when this service is. */
final class PostgresServer implements DatabaseServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final int OLDEST = 15;
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final StoreSettings.Postgres access;

    private PostgresServer(StoreSettings.Postgres access) {
        this.access = access;
    }

    /** Waits until it can be used, or says why it cannot. */
    static PostgresServer reach(StoreSettings.Postgres access, Duration patience) {
        if (access.url().isBlank()) {
            throw new StoreStartException(
                    "holdfast.mode=postgres needs the address of a PostgreSQL server.",
                    "Set holdfast.postgres.url (HOLDFAST_POSTGRES_URL), such as "
                            + "jdbc:postgresql://localhost:5432/holdfast, with .username and .password.");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                requireUsable(access);
                return new PostgresServer(access);
            } catch (SQLException e) {
                if (isRefused(e) || System.nanoTime() - deadline > 0) {
                    throw unreachable(access, e);
                }
                LOG.warn("PostgreSQL cannot be reached yet, trying again: {}", e.getMessage());
                LockSupport.parkNanos(ASK_AGAIN_NANOS);
            }
        }
    }

    @Override
    public StoreSettings.Postgres access() {
        return access;
    }

    private static void requireUsable(StoreSettings.Postgres access) throws SQLException {
        try (Connection connection = new OwnConnections(access).open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new StoreStartException(
                        "The server runs PostgreSQL %d.".formatted(version),
                        "Use PostgreSQL %d or later.".formatted(OLDEST));
            }
            row.next();
            if (row.getBoolean(1)) {
                throw new StoreStartException(
                        "The server is a standby, which takes no writes.",
                        "Name the primary in holdfast.postgres.url; with several hosts in it, "
                                + "targetServerType=primary finds it.");
            }
        }
    }

    /** Class 28 is a wrong user or password, 3D an unknown database: waiting changes nothing. */
    private static boolean isRefused(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("28") || state.startsWith("3D"));
    }

    private static StoreStartException unreachable(StoreSettings.Postgres access, SQLException cause) {
        return new StoreStartException(
                "PostgreSQL at %s cannot be used: %s".formatted(access.url(), cause.getMessage()),
                "Check holdfast.postgres.url, .username and .password, that the server runs and that it lets this "
                        + "machine in.",
                cause);
    }
}
