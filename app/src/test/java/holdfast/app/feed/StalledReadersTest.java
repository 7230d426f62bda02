package holdfast.app.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Readers that take nothing while very much is written: what they keep from being forgotten, and what they miss of it. */
class StalledReadersTest {

    private static final int READERS = 20;
    private static final int EVENTS = 4_000;
    private static final int EVENT_BYTES = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FeedTail tail = new FeedTail();
    private final CountDownLatch taking = new CountDownLatch(1);

    /** A client that takes the first word and then nothing, until all may go on. */
    private final class Stalled extends OutputStream {

        private static final Pattern ID = Pattern.compile("id: (\\d+)");

        private final List<Long> ids = new ArrayList<>();
        private volatile boolean waits;

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            String text = new String(bytes, offset, Math.min(length, 40), StandardCharsets.UTF_8);
            Matcher id = ID.matcher(text);
            if (id.lookingAt()) {
                awaitTaking();
                synchronized (ids) {
                    ids.add(Long.valueOf(id.group(1)));
                }
            }
        }

        private void awaitTaking() throws IOException {
            waits = true;
            try {
                taking.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        List<Long> ids() {
            synchronized (ids) {
                return List.copyOf(ids);
            }
        }
    }

    private static FeedEvent event(long position) {
        return new FeedEvent(position, "OrderPlaced", "Order", "o-" + position, new byte[EVENT_BYTES]);
    }

    /** As the store answers: a stretch of a bounded size. */
    private static FeedChunk stored(long after) {
        long until = Math.min(EVENTS, after + FeedStore.MOST_BYTES / EVENT_BYTES);
        return new FeedChunk(
                LongStream.rangeClosed(after + 1, until)
                        .mapToObj(StalledReadersTest::event)
                        .toList(),
                until);
    }

    private Stalled follow(long after) {
        Stalled client = new Stalled();
        FeedReader reader = new FeedReader(
                tail, StalledReadersTest::stored, new Semaphore(4), FeedFilter.ALL, Duration.ofSeconds(10), after);
        Thread.ofVirtual().start(() -> {
            try {
                reader.run(client);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return client;
    }

    @Test
    void each_keeps_one_small_stretch_in_memory_delays_no_writer_and_misses_nothing() {
        List<WeakReference<FeedEvent>> written = new ArrayList<>();
        List<Stalled> clients = new ArrayList<>();
        tail.startAt(0);
        for (long position = 1; position <= EVENTS; position++) {
            FeedEvent next = event(position);
            written.add(new WeakReference<>(next));
            // Nobody takes anything, and this comes back all the same.
            tail.append(new FeedChunk(List.of(next), position));
            if (position % (EVENTS / READERS) == 0) {
                clients.add(follow(Math.max(0, position - 100)));
            }
        }
        await().atMost(PATIENCE).until(() -> clients.stream().allMatch(client -> client.waits));

        long bound = FeedTail.KEPT_BYTES + (long) READERS * (FeedStore.MOST_BYTES + EVENT_BYTES);
        assertThat(bound).isLessThan((long) EVENTS * EVENT_BYTES / 4);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bytesKept(written)).isLessThanOrEqualTo(bound));
        assertThat(clients).allSatisfy(client -> assertThat(client.ids()).isEmpty());

        taking.countDown();
        for (int i = 0; i < READERS; i++) {
            long first = Math.max(0, (i + 1L) * (EVENTS / READERS) - 100) + 1;
            Stalled client = clients.get(i);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.ids())
                            .containsExactlyElementsOf(LongStream.rangeClosed(first, EVENTS)
                                    .boxed()
                                    .toList()));
        }
        tail.close();
    }

    private static long bytesKept(List<WeakReference<FeedEvent>> events) {
        System.gc();
        return events.stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .mapToLong(FeedEvent::size)
                .sum();
    }
}
