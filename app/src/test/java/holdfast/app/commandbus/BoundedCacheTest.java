package holdfast.app.commandbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {

    private static final int MANY = 5_000;

    private static BoundedCache filledWith(int parts) {
        BoundedCache cache = new BoundedCache(100, 1_000, entry -> (Integer) entry);
        IntStream.range(0, MANY).forEach(key -> cache.put(key, parts));
        return cache;
    }

    private static long kept(BoundedCache cache) {
        return IntStream.range(0, MANY).filter(cache::containsKey).count();
    }

    @Test
    void keeps_at_most_so_many_small_ones() {
        BoundedCache cache = filledWith(0);

        await().untilAsserted(() -> assertThat(kept(cache)).isBetween(50L, 100L));
    }

    @Test
    void keeps_each_new_one_for_a_while_however_often_those_before_were_used() {
        BoundedCache cache = new BoundedCache(100, 1_000, _ -> 0);
        for (int key = 0; key < MANY; key++) {
            cache.put(key, key);
            cache.put(key, key);
            assertThat(IntStream.rangeClosed(Math.max(0, key - 40), key))
                    .as("the last ones")
                    .allMatch(cache::containsKey);
        }
    }

    @Test
    void keeps_fewer_large_ones() {
        BoundedCache cache = filledWith(240);

        await().untilAsserted(() -> assertThat(kept(cache)).isBetween(1L, 4L));
    }

    @Test
    void weighs_anew_what_has_grown() {
        BoundedCache cache = filledWith(0);
        IntStream.range(0, MANY).filter(cache::containsKey).forEach(key -> cache.put(key, 240));

        await().untilAsserted(() -> assertThat(kept(cache)).isBetween(1L, 4L));
    }
}
