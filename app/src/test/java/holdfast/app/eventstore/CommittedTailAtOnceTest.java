package holdfast.app.eventstore;

import holdfast.order.OrderEvent.OrderCompleted;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What threads do with the tail at once is what they would do one after the other. */
@Tag("interleavings")
class CommittedTailAtOnceTest {

    private static final List<TrackedEventMessage<?>> EVENTS = IntStream.rangeClosed(0, 12)
            .<TrackedEventMessage<?>>mapToObj(CommittedTailAtOnceTest::event)
            .toList();

    private static TrackedEventMessage<?> event(int position) {
        String stream = "o-" + position;
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(position),
                new GenericDomainEventMessage<>("Order", stream, 0, new OrderCompleted(stream, Instant.EPOCH)));
    }

    /** Appends of up to two events, some behind a hole or late, and readers that stand anywhere. */
    @Param(name = "position", gen = IntGen.class, conf = "1:6")
    public static class AtOnce {

        private final CommittedTail tail = new CommittedTail();

        @Operation
        public void one(@Param(name = "position") int position) {
            tail.add(EVENTS.subList(position, position + 1));
        }

        @Operation
        public void two(@Param(name = "position") int position) {
            tail.add(EVENTS.subList(position, position + 2));
        }

        @Operation
        public String after(@Param(name = "position") int position) {
            return tail.after(position, 3)
                    .map(events -> events.stream()
                            .map(event -> String.valueOf(CommittedEvents.positionOf(event.trackingToken())))
                            .collect(Collectors.joining(" ")))
                    .orElse("only the store knows");
        }
    }

    @Test
    void nobody_sees_half_of_what_another_thread_does() {
        new StressOptions()
                .iterations(40)
                .invocationsPerIteration(3_000)
                .threads(2)
                .actorsPerThread(3)
                .check(AtOnce.class);
    }
}
