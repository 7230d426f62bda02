package holdfast.app.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The folder that the service keeps its own files in; what it makes there only its owner may read. */
public final class DataDirectory {

    private final Path path;
    private final boolean posix;

    private DataDirectory(Path path) {
        this.path = path;
        this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static DataDirectory open(Path configured) {
        Path path = configured.toAbsolutePath().normalize();
        DataDirectory directory = new DataDirectory(path);
        try {
            directory.createFolder(path);
            Files.delete(Files.createTempFile(path, ".writable", null));
            return directory;
        } catch (IOException e) {
            throw new StoreStartException(
                    "The data folder %s cannot be written: %s.".formatted(path, reason(e)),
                    "Give the user that runs the service write access to it, or name another folder "
                            + "with holdfast.data-dir (HOLDFAST_DATA_DIR).",
                    e);
        }
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** The text of a file in this folder, without surrounding white space, or nothing if there is no such file. */
    public Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(resolve(name)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file that only its owner may read; it is there completely and on disk, or not at all. */
    public Path writeSecret(String name, String text) {
        Path target = resolve(name);
        Path draft = resolve("." + name + "." + UUID.randomUUID());
        try {
            try {
                writeThrough(draft, text);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            syncFolder();
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an empty file that only its owner may read, unless there is one already. */
    Path createPrivateFile(String name) throws IOException {
        Path file = resolve(name);
        try {
            Files.createFile(file, ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException e) {
            // Kept from an earlier run.
        }
        return file;
    }

    /** Makes a folder that only its owner may enter, unless there is one already. */
    Path createFolder(Path folder) throws IOException {
        return Files.createDirectories(folder, ownerOnly("rwx------"));
    }

    /** Makes renames in this folder survive a power cut, where the file system offers that. */
    void syncFolder() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open folders, and keeps renames in order without it.
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void writeThrough(Path file, String text) throws IOException {
        // The mode is given at creation, so there is no instant at which others could open it.
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly("rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Without POSIX modes (Windows) the access rules of the parent folder are inherited. */
    private FileAttribute<?>[] ownerOnly(String mode) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }
}
