package holdfast.benchmark.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** Counts what was answered within the time that is measured, and nothing before or after it. */
final class Tally {

    private static final long MAX_MICROS = 120_000_000;
    private static final int DIGITS = 3;

    private final long fromNanos;
    private final long toNanos;
    private final Map<Kind, Histogram> latencies = new EnumMap<>(Arrays.stream(Kind.values())
            .collect(Collectors.toMap(Function.identity(), _ -> new AtomicHistogram(MAX_MICROS, DIGITS))));
    private final Map<String, AtomicLong> errors = new ConcurrentSkipListMap<>();

    /** The window is given in the time of {@link System#nanoTime}. */
    Tally(long fromNanos, long toNanos) {
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
    }

    boolean isOver() {
        return System.nanoTime() - toNanos >= 0;
    }

    void done(Kind kind, long startNanos) {
        long now = System.nanoTime();
        if (isWithin(now)) {
            latencyOf(kind).recordValue(Math.min(MAX_MICROS, (now - startNanos) / 1_000));
        }
    }

    /** Errors count whenever they come: a run with errors in its warm-up is not a good one either. */
    void failed(Kind kind, int status) {
        count(kind + " " + status);
    }

    void failed(Kind kind, IOException failure) {
        count(kind + " " + failure.getClass().getSimpleName());
    }

    Map<Kind, Histogram> latencies() {
        return latencies;
    }

    Map<String, Long> errors() {
        Map<String, Long> counts = new TreeMap<>();
        errors.forEach((error, count) -> counts.put(error, count.get()));
        return counts;
    }

    private Histogram latencyOf(Kind kind) {
        Histogram histogram = latencies.get(kind);
        if (histogram == null) {
            throw new IllegalArgumentException(kind.name());
        }
        return histogram;
    }

    private void count(String error) {
        errors.computeIfAbsent(error, _ -> new AtomicLong()).incrementAndGet();
    }

    private boolean isWithin(long nanos) {
        return nanos - fromNanos >= 0 && nanos - toNanos < 0;
    }
}
