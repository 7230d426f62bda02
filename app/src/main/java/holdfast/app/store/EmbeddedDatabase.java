package holdfast.app.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL that the service starts itself, on a folder that it has to itself, and that loses nothing. */
final class EmbeddedDatabase implements DatabaseServer {

    /** The role that may do anything; the service itself works as {@link #NAME}, which owns one database only. */
    static final String OWNER = "postgres";

    static final String NAME = "holdfast";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String PASSWORD_FILE = "postgres.password";
    private static final int PORT_ATTEMPTS = 3;
    /** For whoever looks into the database beside the service. */
    private static final int SPARE_CONNECTIONS = 26;

    private final PostgresFolder folder;
    private final CommandLine commands;
    private final DataDirectoryLock lock;
    private final String password;
    private int port;

    private EmbeddedDatabase(PostgresFolder folder, CommandLine commands, DataDirectoryLock lock, String password) {
        this.folder = folder;
        this.commands = commands;
        this.lock = lock;
        this.password = password;
    }

    static EmbeddedDatabase start(DataDirectory directory, int poolSize) {
        MovedNote.requireNone(directory);
        DataDirectoryLock lock = DataDirectoryLock.acquire(directory);
        try {
            EmbeddedDatabase database = prepare(directory, lock);
            database.startServer(poolSize + SPARE_CONNECTIONS);
            database.makeUsable();
            return database;
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public StoreSettings.Postgres access() {
        return new StoreSettings.Postgres(url(NAME), NAME, password);
    }

    @Override
    public void close() {
        try (lock) {
            stopServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedDatabase prepare(DataDirectory directory, DataDirectoryLock lock) throws IOException {
        PostgresFolder folder = new PostgresFolder(directory.resolve("postgres"));
        Path bin = directory.resolve("postgres-bin");
        PostgresPrograms programs = PostgresPrograms.unpackInto(directory, bin);
        CommandLine commands = new CommandLine(programs, directory);
        if (folder.exists()) {
            folder.requireVersion(programs.majorVersion());
            new LeftoverPostgres(folder, bin.toRealPath(), commands).stop();
        } else if (directory.read(PASSWORD_FILE).isEmpty()) {
            directory.writeSecret(PASSWORD_FILE, newPassword());
        }
        String password = directory.read(PASSWORD_FILE).orElseThrow(() -> passwordMissing(directory));
        if (!folder.exists()) {
            folder.create(directory, commands, directory.resolve(PASSWORD_FILE));
        }
        return new EmbeddedDatabase(folder, commands, lock, password);
    }

    private void startServer(int maxConnections) throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            folder.configure(port, maxConnections);
            try {
                commands.run(
                        "pg_ctl",
                        List.of(
                                "start",
                                "-D",
                                folder.path().toString(),
                                "-l",
                                commands.log().toString(),
                                // Replaying its log after a crash may take its time.
                                "-w",
                                "-t",
                                "600"));
                LOG.info("PostgreSQL is up on port {}, its data is in {}", port, folder.path());
                return;
            } catch (StoreStartException e) {
                // Somebody may have taken the port since it was found free.
                if (attempt == PORT_ATTEMPTS || !commands.logTail().contains("could not bind")) {
                    throw e;
                }
            }
        }
    }

    private void makeUsable() throws IOException {
        try {
            createDatabase();
            requireDurability();
        } catch (SQLException e) {
            stopServer();
            throw new StoreStartException(
                    "PostgreSQL was started but cannot be used: " + e.getMessage(),
                    "Look into " + commands.log() + ". " + PASSWORD_FILE + " must be the one made with this data.",
                    e);
        } catch (RuntimeException e) {
            stopServer();
            throw e;
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect(OWNER, OWNER);
                Statement statement = connection.createStatement()) {
            if (isEmpty(statement, "select 1 from pg_roles where rolname = '" + NAME + "'")) {
                // The password is URL-safe text, so it needs no quoting.
                statement.execute("create role " + NAME + " login password '" + password + "'");
            }
            if (isEmpty(statement, "select 1 from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
        }
    }

    /** Asked as the service's own role, because a role and a database may have settings of their own. */
    private void requireDurability() throws SQLException {
        try (Connection connection = connect(NAME, NAME);
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                String value = show(statement, setting);
                if (!value.equals("on")) {
                    throw new StoreStartException(
                            "PostgreSQL runs with %s=%s and could lose answered commands.".formatted(setting, value),
                            "Remove that setting from postgresql.auto.conf in %s.".formatted(folder.path()));
                }
            }
        }
    }

    private void stopServer() throws IOException {
        commands.run("pg_ctl", List.of("stop", "-D", folder.path().toString(), "-m", "fast", "-w", "-t", "60"));
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(url(database), role, password);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private static boolean isEmpty(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static StoreStartException passwordMissing(DataDirectory directory) {
        return new StoreStartException(
                "The file %s is missing, without it the data beside it cannot be opened."
                        .formatted(directory.resolve(PASSWORD_FILE)),
                "Bring it back from the backup that the data came from.");
    }
}
