package holdfast.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketCountsTest {

    private static final int BUCKETS = Buckets.ofTime().length + 1;

    private static BucketCounts counts(int bucket, long count) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(BUCKETS, 0L));
        counts.set(bucket, count);
        return new BucketCounts(counts);
    }

    @Test
    void a_percentile_lies_within_its_bucket() {
        BucketCounts counts = counts(3, 98).plus(counts(6, 2)); // 5-10 ms and 50-100 ms

        assertThat(counts.percentile(0.5)).isBetween(Duration.ofMillis(7), Duration.ofMillis(8));
        assertThat(counts.percentile(0.99)).isEqualTo(Duration.ofMillis(75));
        assertThat(counts.percentile(1)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void what_is_longer_than_all_bounds_is_given_the_last_one() {
        assertThat(counts(BUCKETS - 1, 1).percentile(0.5)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void nothing_takes_no_time() {
        assertThat(counts(0, 0).percentile(0.99)).isZero();
    }

    @Test
    void what_was_before_is_left_out() {
        BucketCounts lately = counts(3, 98).plus(counts(6, 2)).minus(counts(3, 98));

        assertThat(lately.total()).isEqualTo(2);
        assertThat(lately.percentile(0.5)).isEqualTo(Duration.ofMillis(75));
    }
}
