package holdfast.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's data folder: made whole or not at all, and configured anew at every start. */
final class PostgresFolder {

    private static final String SETTINGS = """
            # Written at every start of the service: changes made here are lost.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'

            # An answered command has reached the disk.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # Sized for a small machine: memory is only taken as it is used.
            shared_buffers = '256MB'
            wal_compression = 'pglz'
            max_wal_size = '2GB'
            min_wal_size = '256MB'
            random_page_cost = 1.1
            jit = off

            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            log_line_prefix = '%m [%p] '
            log_checkpoints = off
            """;

    private static final String ACCESS = """
            # Written at every start of the service: changes made here are lost.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path path;

    PostgresFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.exists(path.resolve("PG_VERSION"));
    }

    /** Makes the folder aside and renames it, because a crash half way must not leave one that never starts. */
    void create(DataDirectory directory, CommandLine commands, Path passwordFile) throws IOException {
        Path aside = path.resolveSibling("postgres.new");
        FileSystemUtils.deleteRecursively(aside);
        commands.run(
                "initdb",
                List.of(
                        "-D",
                        aside.toString(),
                        "-U",
                        EmbeddedDatabase.OWNER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile,
                        "--encoding=UTF8",
                        // Text is ordered by code point, the same on every system and after every update of it.
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
        directory.syncFolder();
    }

    void requireVersion(String majorVersion) throws IOException {
        String found = Files.readString(path.resolve("PG_VERSION")).strip();
        if (!found.equals(majorVersion)) {
            throw new StoreStartException(
                    "The data in %s belongs to PostgreSQL %s, this build carries PostgreSQL %s."
                            .formatted(path, found, majorVersion),
                    "Start the build that made it, or bring the data over with pg_dump and pg_restore. "
                            + "Nothing has been changed.");
        }
    }

    void configure(int port, int maxConnections) throws IOException {
        Files.writeString(
                path.resolve("postgresql.conf"),
                SETTINGS + "port = " + port + "\nmax_connections = " + maxConnections + "\n");
        Files.writeString(path.resolve("pg_hba.conf"), ACCESS);
    }
}
