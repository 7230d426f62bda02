package holdfast.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

class CommittedTailTest {

    private final CommittedTail tail = new CommittedTail();

    private void commit(long first, long last) {
        List<TrackedEventMessage<?>> events = LongStream.rangeClosed(first, last)
                .<TrackedEventMessage<?>>mapToObj(position -> new GenericTrackedEventMessage<>(
                        new GlobalSequenceTrackingToken(position), GenericEventMessage.asEventMessage("event")))
                .toList();
        tail.add(events);
    }

    private Optional<List<Long>> after(long position) {
        return tail.after(position, 512)
                .map(events -> events.stream()
                        .map(event -> CommittedEvents.positionOf(event.trackingToken()))
                        .toList());
    }

    @Test
    void an_empty_tail_knows_nothing() {
        assertThat(after(0)).isEmpty();
        assertThat(after(1_000)).isEmpty();
    }

    @Test
    void commits_that_follow_each_other_are_one_run() {
        commit(11, 12);
        commit(13, 15);

        assertThat(after(10)).contains(List.of(11L, 12L, 13L, 14L, 15L));
        assertThat(after(12)).contains(List.of(13L, 14L, 15L));
        assertThat(after(15)).contains(List.of());
        assertThat(after(9)).as("what lies before is in the store only").isEmpty();
    }

    @Test
    void a_hole_sends_those_before_it_to_the_store() {
        commit(1, 3);
        commit(6, 7);

        assertThat(after(3)).isEmpty();
        assertThat(after(4)).isEmpty();
        assertThat(after(5)).contains(List.of(6L, 7L));
    }

    @Test
    void a_commit_that_is_told_late_changes_nothing() {
        commit(1, 3);
        commit(6, 7);
        commit(4, 5);

        assertThat(after(3)).isEmpty();
        assertThat(after(5)).contains(List.of(6L, 7L));
    }

    @Test
    void it_forgets_the_oldest() {
        commit(1, 5_000);
        commit(5_001, 5_002);

        assertThat(after(5_002 - 4_096 - 1)).isEmpty();
        assertThat(after(5_002 - 4_096))
                .hasValueSatisfying(events -> assertThat(events).hasSize(512).startsWith(907L));
        assertThat(after(5_000)).contains(List.of(5_001L, 5_002L));
    }

    @Test
    void it_answers_no_more_than_asked_for() {
        commit(1, 100);

        assertThat(tail.after(0, 10))
                .hasValueSatisfying(events -> assertThat(events).hasSize(10));
    }
}
