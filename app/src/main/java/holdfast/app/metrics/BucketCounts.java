package holdfast.app.metrics;

import java.time.Duration;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/** How many fell into each bucket of {@link Buckets#ofTime()}; the last one counts what was longer than all of them. */
record BucketCounts(List<Long> counts) {

    private static final Duration[] BOUNDS = Buckets.ofTime();

    long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    BucketCounts plus(BucketCounts other) {
        return with(other, Long::sum);
    }

    BucketCounts minus(BucketCounts earlier) {
        return with(earlier, (now, before) -> now - before);
    }

    private BucketCounts with(BucketCounts other, LongBinaryOperator operator) {
        return new BucketCounts(IntStream.range(0, counts.size())
                .mapToObj(i -> operator.applyAsLong(counts.get(i), other.counts.get(i)))
                .toList());
    }

    /** Evenly spread within its bucket; what was longer than all of them is given the last bound. Zero when empty. */
    Duration percentile(double share) {
        double wanted = share * total();
        double below = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            long here = counts.get(i);
            if (here > 0 && below + here >= wanted) {
                long from = i == 0 ? 0 : BOUNDS[i - 1].toNanos();
                double within = (wanted - below) / here;
                return Duration.ofNanos(from + Math.round(within * (BOUNDS[i].toNanos() - from)));
            }
            below += here;
        }
        return total() == 0 ? Duration.ZERO : BOUNDS[BOUNDS.length - 1];
    }
}
