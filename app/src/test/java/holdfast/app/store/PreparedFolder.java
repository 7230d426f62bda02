package holdfast.app.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/**
 * Data folders with a store that holds nothing yet: made once in a run of the tests and copied for each that needs one,
 * which takes a fraction of the time.
 *
 * <p>How a folder is made in the first place is told by {@link EmbeddedDatabaseTest}.
 */
public final class PreparedFolder {

    private static final int POOL = 4;

    private PreparedFolder() {}

    /** Gives a folder that has no store yet one with the tables of the service, and answers it. */
    public static Path of(Path data) {
        return filled(data, WithTables.FOLDER);
    }

    /** Gives a folder that has no store yet one with an empty database, and answers it. */
    static Path empty(Path data) {
        return filled(data, Empty.FOLDER);
    }

    /** Made when it is first asked for. */
    private static final class Empty {

        private static final Path FOLDER = make();

        private static Path make() {
            Path folder = temporary();
            EmbeddedDatabase.start(DataDirectory.open(folder), POOL).close();
            return folder;
        }
    }

    /** Made when it is first asked for. */
    private static final class WithTables {

        private static final Path FOLDER = make();

        private static Path make() {
            Path folder = empty(temporary());
            try (EmbeddedDatabase database = EmbeddedDatabase.start(DataDirectory.open(folder), POOL)) {
                StoreSettings.Postgres access = database.access();
                Flyway.configure()
                        .dataSource(access.url(), access.username(), access.password())
                        .load()
                        .migrate();
            }
            return folder;
        }
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("holdfast-prepared");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path filled(Path data, Path from) {
        try {
            if (!Files.exists(data.resolve("postgres"))) {
                Files.createDirectories(data);
                Files.copy(from.resolve("postgres.password"), data.resolve("postgres.password"));
                copyAll(from.resolve("postgres-bin"), data.resolve("postgres-bin"), PreparedFolder::link);
                copyAll(from.resolve("postgres"), data.resolve("postgres"), PreparedFolder::copy);
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Copying {
        void copy(Path from, Path to) throws IOException;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    /** Nobody writes to a program: it is the same file in all folders. */
    private static void link(Path from, Path to) throws IOException {
        if (Files.isSymbolicLink(from)) {
            copy(from, to);
        } else {
            Files.createLink(to, from);
        }
    }

    private static void copyAll(Path from, Path to, Copying file) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                PreparedFolder.copy(folder, to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                file.copy(each, to.resolve(from.relativize(each)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
