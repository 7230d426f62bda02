package holdfast.app.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a data folder to one running service; the operating system lets go of it however the process ends. */
final class DataDirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataDirectoryLock acquire(DataDirectory directory) {
        try {
            Path file = directory.createPrivateFile("holdfast.lock");
            FileChannel channel = FileChannel.open(file, READ, WRITE);
            if (tryLock(channel) == null) {
                String owner = ownerOf(channel);
                channel.close();
                throw inUse(directory, owner);
            }
            return signed(channel);
        } catch (IOException e) {
            throw new StoreStartException(
                    "The lock file of the data folder %s cannot be used: %s".formatted(directory, e.getMessage()),
                    "The data folder must be on a file system with file locks, and the file holdfast.lock in it "
                            + "must belong to the user that runs the service.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Ended with the process at the latest.
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another service in this very process, as in tests.
            return null;
        }
    }

    private static DataDirectoryLock signed(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)), 0);
        return new DataDirectoryLock(channel);
    }

    private static String ownerOf(FileChannel channel) {
        ByteBuffer text = ByteBuffer.allocate(20);
        try {
            channel.read(text, 0);
        } catch (IOException e) {
            // Windows does not let others read a locked file; then the message does without the number.
        }
        String pid = new String(text.array(), 0, text.position(), UTF_8).strip();
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }

    private static StoreStartException inUse(DataDirectory directory, String owner) {
        return new StoreStartException(
                "The data folder %s is in use by another Holdfast service%s.".formatted(directory, owner),
                "Stop that service first, or give this one a data folder of its own with holdfast.data-dir "
                        + "(HOLDFAST_DATA_DIR). Several services on one store need holdfast.mode=postgres.");
    }
}
