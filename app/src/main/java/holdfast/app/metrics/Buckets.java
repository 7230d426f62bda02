package holdfast.app.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds of all histograms of time: few enough to scrape often, close enough to tell a percentile. */
public final class Buckets {

    private static final long[] MILLIS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};

    private Buckets() {}

    public static Duration[] ofTime() {
        return LongStream.of(MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
