package holdfast.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How long commands took lately on this node, by their kind: over the last five minutes, or since the start if later. */
@Component
public class CommandLatencies {

    /** Timer of each command that was in a lane, with the tags {@code command} and {@code outcome}. */
    public static final String TIMER = "holdfast.commands.latency";

    private static final long SAMPLE_MILLIS = 10_000;
    private static final int SAMPLES = 30;

    /** The commands of a kind; percentiles are upper estimates from the buckets of the histogram. */
    public record Latency(String command, long count, Duration p50, Duration p95, Duration p99) {}

    private final MeterRegistry registry;
    private final Deque<Map<String, BucketCounts>> samples = new ArrayDeque<>();

    CommandLatencies(MeterRegistry registry) {
        this.registry = registry;
    }

    @Scheduled(fixedRate = SAMPLE_MILLIS)
    synchronized void sample() {
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(now());
    }

    /** The kinds of commands that were handled lately, the most frequent first. */
    public synchronized List<Latency> lately() {
        Map<String, BucketCounts> before = samples.isEmpty() ? Map.of() : samples.peekFirst();
        return now().entrySet().stream()
                .map(entry -> latency(entry.getKey(), entry.getValue(), before.get(entry.getKey())))
                .filter(latency -> latency.count() > 0)
                .sorted(Comparator.comparingLong(Latency::count).reversed().thenComparing(Latency::command))
                .toList();
    }

    private static Latency latency(String command, BucketCounts now, @Nullable BucketCounts before) {
        BucketCounts lately = before == null ? now : now.minus(before);
        return new Latency(
                command, lately.total(), lately.percentile(0.5), lately.percentile(0.95), lately.percentile(0.99));
    }

    private Map<String, BucketCounts> now() {
        Map<String, BucketCounts> counts = new HashMap<>();
        for (Timer timer : registry.find(TIMER).timers()) {
            String command = String.valueOf(timer.getId().getTag("command"));
            counts.merge(command, counts(timer.takeSnapshot()), BucketCounts::plus);
        }
        return counts;
    }

    private static BucketCounts counts(HistogramSnapshot snapshot) {
        List<Long> counts = new ArrayList<>();
        long below = 0;
        for (CountAtBucket bucket : snapshot.histogramCounts()) {
            long upTo = (long) bucket.count();
            counts.add(upTo - below);
            below = upTo;
        }
        counts.add(Math.max(0, snapshot.count() - below));
        return new BucketCounts(counts);
    }
}
