package holdfast.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server as somebody else runs it for the service: of any version, with the same folder and port at each of
 * its starts.
 *
 * <p>Its programs are those that the service carries, unless the system property {@value #BINARIES} names a jar with
 * others.
 */
public final class PostgresForTests implements AutoCloseable {

    static final String BINARIES = "holdfast.test.postgres.binaries";

    private static final String ARCHIVE = "postgres-linux-x86_64.txz";
    private static final String PASSWORD = "of-the-owner-of-everything";

    private final Path data;
    private final int port;
    private final PostgresPrograms programs;
    private final CommandLine commands;
    private boolean running;

    private PostgresForTests(DataDirectory directory, PostgresPrograms programs) throws IOException {
        this.data = directory.resolve("data");
        this.programs = programs;
        this.commands = new CommandLine(programs, directory);
        this.port = freePort();
    }

    /** Below those that the system gives out by itself: nobody is given it before the server starts, or while it is stopped. */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // another one, then
            }
        }
    }

    /** On a new folder, with settings as in its configuration file. */
    public static PostgresForTests start(Path folder, int connections, String... settings) {
        return open(folder, (server, directory) -> {
            Path password = directory.writeSecret("password", PASSWORD);
            server.commands.run(
                    "initdb",
                    List.of(
                            "-D",
                            server.data.toString(),
                            "-U",
                            EmbeddedDatabase.OWNER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + password,
                            "--encoding=UTF8",
                            "--locale=C",
                            "--no-sync"));
            server.configure("max_connections = " + connections);
            server.configure(settings);
            Files.writeString(server.data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        });
    }

    /** On a folder that a backup was brought back to, with further settings. */
    public static PostgresForTests startRestored(Path folder, String... settings) {
        return open(folder, (server, _) -> server.configure(settings));
    }

    private interface Preparation {
        void prepare(PostgresForTests server, DataDirectory directory) throws IOException;
    }

    private static PostgresForTests open(Path folder, Preparation preparation) {
        try {
            DataDirectory directory = DataDirectory.open(folder);
            PostgresForTests server = new PostgresForTests(directory, programs());
            preparation.prepare(server, directory);
            server.configure("listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "port = " + server.port);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacked once for all tests of a build, by the first who needs them. */
    private static synchronized PostgresPrograms programs() {
        DataDirectory shared = DataDirectory.open(Path.of("target", "postgres-for-tests"));
        return PostgresPrograms.unpackInto(shared, shared.resolve("programs"), PostgresForTests::archive);
    }

    private static byte[] archive() throws IOException {
        String other = System.getProperty(BINARIES, "");
        if (other.isEmpty()) {
            return PostgresPrograms.archiveForThisPlatform();
        }
        try (ZipFile jar = new ZipFile(other)) {
            ZipEntry entry = jar.getEntry(ARCHIVE);
            try (InputStream archive = jar.getInputStream(entry)) {
                return archive.readAllBytes();
            }
        }
    }

    private void configure(String... settings) throws IOException {
        Files.write(data.resolve("postgresql.conf"), List.of(settings), StandardOpenOption.APPEND);
    }

    /** Who may come how: rows of {@code pg_hba.conf}, in the place of all others, from the next start on. */
    public void letIn(String... rows) {
        try {
            Files.write(data.resolve("pg_hba.conf"), List.of(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Copies its folder into another one while it works, as PostgreSQL's documentation has it done without
     * {@code pg_basebackup}; the log is to be archived.
     */
    public void copyWhileRunning(Path folder) throws Exception {
        Path copy = folder.resolve("data");
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('copy', true)");
            Process copying = new ProcessBuilder("cp", "-a", data.toString(), copy.toString())
                    .inheritIO()
                    .start();
            assertThat(copying.waitFor()).isZero();
            try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                row.next();
                Files.writeString(copy.resolve("backup_label"), row.getString(1));
            }
        }
        Files.delete(copy.resolve("postmaster.pid"));
        FileSystemUtils.deleteRecursively(copy.resolve("pg_wal"));
        Files.createDirectory(copy.resolve("pg_wal"));
    }

    public int majorVersion() throws IOException {
        return Integer.parseInt(programs.majorVersion());
    }

    public int port() {
        return port;
    }

    /** As the one who may do anything. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
                .formatted(port, database, EmbeddedDatabase.OWNER, PASSWORD);
    }

    /** As for PostgreSQL's own programs. */
    public String uri(String database) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(EmbeddedDatabase.OWNER, PASSWORD, port, database);
    }

    public void start() {
        run("start", "-w", "-t", "120", "-l", commands.log().toString());
        running = true;
    }

    /** After those who are connected were thrown out. */
    public void stop() {
        run("stop", "-m", "fast", "-w");
        running = false;
    }

    /** As when its machine loses power, at this very moment: what it has not written yet is lost. */
    public void crash() {
        try {
            String postmaster =
                    Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
            ProcessHandle process = ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow();
            new ProcessBuilder("kill", "-QUIT", postmaster).inheritIO().start();
            process.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        running = false;
    }

    private void run(String action, String... arguments) {
        List<String> all = new ArrayList<>(List.of(action, "-D", data.toString()));
        all.addAll(List.of(arguments));
        try {
            commands.run("pg_ctl", all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (running) {
            stop();
        }
    }
}
