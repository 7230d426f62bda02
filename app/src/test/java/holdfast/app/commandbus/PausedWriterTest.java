package holdfast.app.commandbus;

import static holdfast.app.commandbus.LaneService.add;
import static holdfast.app.commandbus.LaneService.draft;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.commandbus.HeldLane.Answer;
import holdfast.app.eventstore.CommittedEvents;
import holdfast.order.OrderState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A writer is paused in the middle of its transaction, with the lock that all the others wait for, as by SIGSTOP. */
class PausedWriterTest {

    @TempDir
    static Path data;

    private static LaneService service;

    @BeforeAll
    static void start() {
        service = LaneService.start(data);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** The second transaction that gets there does not go on until it is told to; the first is of the held-up lane. */
    private static final class Pause {
        private final AtomicInteger arrivals = new AtomicInteger();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        private void here() {
            if (arrivals.incrementAndGet() == 2) {
                reached.countDown();
                awaitLatch(over);
            }
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TransactionManager transactions() {
        return service.bean(TransactionManager.class);
    }

    /** Pauses when all is written and only the commit is left to do. */
    private static TransactionManager pausing(Pause pause) {
        return () -> {
            Transaction real = transactions().startTransaction();
            return new Transaction() {
                @Override
                public void commit() {
                    pause.here();
                    real.commit();
                }

                @Override
                public void rollback() {
                    real.rollback();
                }
            };
        };
    }

    /** Pauses when the events are appended and there is more to write. */
    private static GroupSequel writingAfter(Pause pause) {
        return new GroupSequel() {
            @Override
            public void follow(UnitOfWork<?> group) {
                group.onPrepareCommit(work -> work.onPrepareCommit(_ -> {
                    pause.here();
                    service.inTransaction("select 'more'");
                }));
            }

            @Override
            public void leave(UnitOfWork<?> group) {}
        };
    }

    /** Sends a group to the bus, which is paused with it, and works on the service's own bus meanwhile. */
    private static List<String> whilePaused(LaneCommandBus bus, Pause pause, String name) throws Exception {
        CommittedEvents committed = service.bean(CommittedEvents.class);
        try (HeldLane lane = HeldLane.of(bus);
                BlockingStream<TrackedEventMessage<?>> reader =
                        committed.openStream(new GlobalSequenceTrackingToken(committed.head()))) {
            Answer drafted = lane.send(draft(name + "-paused"));
            Answer added = lane.send(add(name + "-paused", 1L));
            lane.release();
            awaitLatch(pause.reached);
            assertThat(holdersOfTheLock()).isEqualTo(1);

            // They wait for the lock until the database has cut the paused one off.
            service.bean(Commands.class).send(draft(name + "-other"));
            service.bean(Commands.class).send(add(name + "-other", 1L));
            assertThat(service.stored(name + "-paused")).isEmpty();
            pause.over.countDown();

            assertThat(drafted.get()).isInstanceOf(OrderState.class);
            assertThat(added.get()).isInstanceOf(OrderState.class);
            return seen(reader);
        } finally {
            bus.drain();
        }
    }

    private static long holdersOfTheLock() {
        return service.bean(JdbcClient.class)
                .sql("select count(*) from pg_locks where locktype = 'advisory' and granted")
                .query(Long.class)
                .single();
    }

    private static List<String> seen(BlockingStream<TrackedEventMessage<?>> reader) throws Exception {
        List<String> seen = new ArrayList<>();
        while (seen.size() < 4 && reader.hasNextAvailable(5, TimeUnit.SECONDS)) {
            TrackedEventMessage<?> event = reader.nextAvailable();
            seen.add(((DomainEventMessage<?>) event).getAggregateIdentifier());
        }
        return seen;
    }

    private static void assertAllDone(List<String> seen, String name) {
        assertThat(seen)
                .as("what a reader saw, who was there all the time")
                .containsExactly(name + "-other", name + "-other", name + "-paused", name + "-paused");
        assertThat(service.stored(name + "-paused")).containsExactly("OrderDrafted", "LinesAdded");
        assertThat(service.stored(name + "-other")).containsExactly("OrderDrafted", "LinesAdded");
    }

    @Test
    void when_it_is_about_to_commit_others_go_on_and_its_commands_are_done_behind_them() throws Exception {
        Pause pause = new Pause();

        List<String> seen = whilePaused(service.bus(pausing(pause), new GroupSequels()), pause, "commit");

        assertAllDone(seen, "commit");
    }

    @Test
    void when_it_has_more_to_write_others_go_on_and_its_commands_are_done_behind_them() throws Exception {
        Pause pause = new Pause();
        GroupSequels sequels = new GroupSequels();
        sequels.add(writingAfter(pause));

        List<String> seen = whilePaused(service.bus(transactions(), sequels), pause, "more");

        assertAllDone(seen, "more");
    }
}
