package holdfast.benchmark.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Overwrites one page again and again, each time waiting until it is on the disk, as PostgreSQL does with its log. */
final class FsyncProbe {

    private static final int PAGE = 8_192;
    private static final int PAGES = 2_048;
    private static final Duration DURATION = Duration.ofSeconds(2);

    private FsyncProbe() {}

    /** Latencies in microseconds. */
    static Histogram measure(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "fsync", null);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // The file has its size before, like the log of PostgreSQL, which reuses its files.
            write(channel, ByteBuffer.allocate(PAGE * PAGES), 0);
            channel.force(true);
            return overwrite(channel);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Histogram overwrite(FileChannel channel) throws IOException {
        Histogram latencies = new Histogram(3);
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        long end = System.nanoTime() + DURATION.toNanos();
        for (int number = 0; System.nanoTime() - end < 0; number++) {
            page.clear();
            long start = System.nanoTime();
            write(channel, page, (long) PAGE * (number % PAGES));
            channel.force(false);
            latencies.recordValue((System.nanoTime() - start) / 1_000);
        }
        return latencies;
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
