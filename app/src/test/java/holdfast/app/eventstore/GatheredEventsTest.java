package holdfast.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

class GatheredEventsTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final CommitSignal signal = new CommitSignal();
    private final Committed committed = new Committed();

    @Test
    void the_first_commit_after_a_pause_comes_at_once_and_the_next_one_has_to_wait() throws Exception {
        CommittedEventStream stream = stream(HOUR);
        assertThat(stream.hasNextAvailable()).isFalse();

        commit(2);
        assertThat(take(stream)).containsExactly(1L, 2L);
        commit(1);
        assertThat(stream.hasNextAvailable()).isFalse();
    }

    @Test
    void commits_that_follow_closely_come_together_when_their_time_has_come() throws Exception {
        CommittedEventStream stream = stream(TimeUnit.MILLISECONDS.toNanos(20));
        CountDownLatch woken = new CountDownLatch(2);
        stream.setOnAvailableCallback(woken::countDown);

        commit(1);
        assertThat(take(stream)).first().isEqualTo(1L);
        commit(1);
        commit(1);
        assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.hasNextAvailable(30, TimeUnit.SECONDS)).isTrue();
        assertThat(take(stream)).last().isEqualTo(3L);
    }

    @Test
    void without_gathering_every_commit_comes_at_once() throws Exception {
        CommittedEventStream stream = stream(0);
        for (long position = 1; position <= 3; position++) {
            commit(1);
            assertThat(take(stream)).containsExactly(position);
        }
    }

    @Test
    void commits_that_do_not_concern_the_reader_come_with_the_next_one_that_does() throws Exception {
        CommittedEventStream stream = new CommittedEventStream(committed, signal, this::isEven, 0, HOUR, 0);
        assertThat(take(stream)).isEmpty();
        assertThat(take(stream)).isEmpty(); // it has asked the store itself
        commit(2);
        assertThat(take(stream)).containsExactly(1L, 2L);

        commit(1);
        assertThat(stream.hasNextAvailable()).isFalse();
        commit(1);
        assertThat(take(stream)).containsExactly(3L, 4L);
    }

    @Test
    void commits_that_do_not_concern_the_reader_come_by_themselves_soon_after() throws Exception {
        CommittedEventStream stream = new CommittedEventStream(committed, signal, _ -> false, 0, HOUR, 0);
        assertThat(take(stream)).isEmpty();
        commit(1);
        assertThat(take(stream)).containsExactly(1L);

        commit(1);
        assertThat(stream.hasNextAvailable()).isFalse();
        assertThat(stream.hasNextAvailable(30, TimeUnit.SECONDS)).isTrue();
        assertThat(take(stream)).containsExactly(2L);
    }

    private boolean isEven(TrackedEventMessage<?> event) {
        return CommittedEvents.positionOf(event.trackingToken()) % 2 == 0;
    }

    private CommittedEventStream stream(long gatherNanos) {
        return new CommittedEventStream(committed, signal, _ -> true, 0, HOUR, gatherNanos);
    }

    private void commit(int events) {
        List<TrackedEventMessage<?>> added = Committed.events(committed.head + 1, committed.head + events);
        committed.head += events;
        signal.fire(added);
    }

    private static List<Long> take(CommittedEventStream stream) throws InterruptedException {
        List<Long> positions = new ArrayList<>();
        while (stream.hasNextAvailable()) {
            positions.add(CommittedEvents.positionOf(stream.nextAvailable().trackingToken()));
        }
        return positions;
    }

    private static final class Committed extends CommittedEvents {

        /** Read and written by the test's thread: the streams only look when they are asked. */
        private long head;

        @SuppressWarnings("NullAway") // nothing of the store is used
        private Committed() {
            super(null, null, null, null, null, true);
        }

        @Override
        List<TrackedEventMessage<?>> latestAfter(long position, int limit) {
            return after(position, limit);
        }

        @Override
        public List<TrackedEventMessage<?>> after(long position, int limit) {
            return events(position + 1, Math.min(head, position + limit));
        }

        private static List<TrackedEventMessage<?>> events(long first, long last) {
            return LongStream.rangeClosed(first, last)
                    .<TrackedEventMessage<?>>mapToObj(next -> new GenericTrackedEventMessage<>(
                            new GlobalSequenceTrackingToken(next), GenericEventMessage.asEventMessage("event")))
                    .toList();
        }
    }
}
