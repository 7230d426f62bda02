package holdfast.benchmark.inside;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** Counts the commands that were answered within the measured time, from many threads. */
final class BusFigures {

    private static final long MAX_MICROS = 120_000_000;
    private static final double NANOS = 1e9;

    private final long startNanos;
    private final long nanos;
    private final Histogram latencies = new AtomicHistogram(MAX_MICROS, 3);
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    BusFigures(long startNanos, long nanos) {
        this.startNanos = startNanos;
        this.nanos = nanos;
    }

    void sent() {
        unanswered.incrementAndGet();
    }

    /** Waits for the rest of the answers; a command whose answer never comes is counted as such. */
    void awaitAnswers(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (unanswered.get() > 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(1);
        }
    }

    void add(long sentNanos, boolean held) {
        long now = System.nanoTime();
        unanswered.decrementAndGet();
        if (!held) {
            failures.incrementAndGet();
        } else if (now - startNanos < nanos) {
            latencies.recordValue(Math.min(MAX_MICROS, (now - sentNanos) / 1_000));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,.0f commands/s, p50 %.1f ms, p99 %.1f ms, %d failed, %d never answered",
                latencies.getTotalCount() * NANOS / nanos,
                latencies.getValueAtPercentile(50) / 1_000.0,
                latencies.getValueAtPercentile(99) / 1_000.0,
                failures.get(),
                unanswered.get());
    }
}
