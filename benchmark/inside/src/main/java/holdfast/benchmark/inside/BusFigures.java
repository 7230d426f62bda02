package holdfast.benchmark.inside;

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

    BusFigures(long startNanos, long nanos) {
        this.startNanos = startNanos;
        this.nanos = nanos;
    }

    void add(long sentNanos, boolean held) {
        long now = System.nanoTime();
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
                "%,.0f commands/s, p50 %.1f ms, p99 %.1f ms, %d failed",
                latencies.getTotalCount() * NANOS / nanos,
                latencies.getValueAtPercentile(50) / 1_000.0,
                latencies.getValueAtPercentile(99) / 1_000.0,
                failures.get());
    }
}
