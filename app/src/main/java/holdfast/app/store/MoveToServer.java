package holdfast.app.store;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The command {@code migrate}: moves the data of an embedded store to a PostgreSQL server, all of it or nothing.
 *
 * <p>It reads one consistent state of a store that no service uses, writes it in one transaction to a database that is
 * empty, compares each table on both sides, and leaves a note that keeps the old one from being used by mistake.
 */
public final class MoveToServer {

    public static final String COMMAND = "migrate";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int POOL = 4;

    private final StoreSettings settings;
    private final PrintStream out;

    private MoveToServer(StoreSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /**
     * Takes the settings of the service, from its command line and environment: {@code holdfast.data-dir} and
     * {@code holdfast.postgres.*}.
     *
     * @return the exit code of the command
     */
    public static int run(String[] arguments, PrintStream out) {
        try {
            new MoveToServer(settings(arguments), out).move();
            return 0;
        } catch (StoreStartException e) {
            out.printf("%n%s%n%n%s%n", e.getMessage(), e.action());
        } catch (SQLException e) {
            out.printf("%nThe data could not be moved, and nothing was: %s%n", e.getMessage());
        }
        return 1;
    }

    private static StoreSettings settings(String[] arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        return Binder.get(environment).bindOrCreate("holdfast", StoreSettings.class);
    }

    private void move() throws SQLException {
        DataDirectory directory = DataDirectory.open(settings.dataDir());
        requireData(directory);
        try (PostgresServer target = PostgresServer.reach(settings.postgres(), PATIENCE);
                EmbeddedDatabase source = EmbeddedDatabase.start(directory, POOL)) {
            OwnConnections from = new OwnConnections(source.access());
            OwnConnections to = new OwnConnections(target.access());
            requireEmpty(to);
            bringUpToDate(from);
            bringUpToDate(to);
            copy(from, to);
        }
        directory.writeSecret(MovedNote.FILE, MovedNote.text(settings.postgres().url()));
        out.printf("Moved. Start the service with holdfast.mode=postgres and the same holdfast.postgres.* settings.%n");
        out.printf("The admin key stays the same: it is in %s.%n", directory.resolve("admin.key"));
    }

    private static void requireData(DataDirectory directory) {
        if (!new PostgresFolder(directory.resolve("postgres")).exists()) {
            throw new StoreStartException(
                    "There is no embedded store in %s.".formatted(directory),
                    "Name the data folder of the service with --holdfast.data-dir.");
        }
    }

    private static void requireEmpty(OwnConnections to) throws SQLException {
        try (Connection connection = to.patient().getConnection()) {
            List<String> found = new Tables(connection).names();
            if (!found.isEmpty()) {
                throw new StoreStartException(
                        "The database is not empty: it has %s.".formatted(String.join(", ", found)),
                        "Make a new database for the service; nothing was changed in this one.");
            }
        }
    }

    private static void bringUpToDate(OwnConnections connections) {
        Flyway.configure().dataSource(connections.patient()).load().migrate();
    }

    private void copy(OwnConnections from, OwnConnections to) throws SQLException {
        try (Connection source = from.patient().getConnection();
                Connection target = to.patient().getConnection()) {
            source.setAutoCommit(false);
            source.setReadOnly(true);
            source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            target.setAutoCommit(false);
            Tables left = new Tables(source);
            Tables right = new Tables(target);
            for (String table : left.names()) {
                long rows = left.copyTo(right, table);
                out.printf("%,12d rows of %s%n", rows, table);
                right.requireSame(left, table);
            }
            right.takeSequences(left);
            right.letGo();
            target.commit();
        }
    }
}
