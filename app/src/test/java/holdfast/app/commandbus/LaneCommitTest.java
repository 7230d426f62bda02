package holdfast.app.commandbus;

import static holdfast.app.commandbus.LaneService.add;
import static holdfast.app.commandbus.LaneService.cancel;
import static holdfast.app.commandbus.LaneService.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.commandbus.HeldLane.Answer;
import holdfast.app.eventstore.StagedEvents;
import holdfast.app.eventstore.Turns;
import holdfast.app.tracing.Traces;
import holdfast.order.Order;
import holdfast.order.OrderState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the store of the whole service: lanes whose commit breaks off, that are full, or that end. */
@BesideOthers
class LaneCommitTest {

    private static final MeterRegistry METERS = new SimpleMeterRegistry();

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

    private static LaneCommandBus bus(TransactionManager transactions, int capacity) {
        return bus(transactions, capacity, new GroupSequels());
    }

    private static LaneCommandBus bus(TransactionManager transactions, int capacity, GroupSequels sequels) {
        LaneMetrics metrics = new LaneMetrics(METERS);
        LaneCommandBus bus = new LaneCommandBus(
                SimpleCommandBus.builder().transactionManager(NoTransactionManager.INSTANCE),
                command -> command.getCommandName(),
                new LaneSettings(1, capacity, 256, 100),
                new GroupCommit(
                        transactions, service.bean(Turns.class), service.bean(NewStreams.class), sequels, metrics),
                new CommandSpans(Traces.NONE),
                metrics);
        Work.register(bus);
        AggregateAnnotationCommandHandler.<Order>builder()
                .aggregateType(Order.class)
                .repository(service.orders())
                .build()
                .subscribe(bus);
        return bus;
    }

    private static TransactionManager transactions() {
        return service.bean(TransactionManager.class);
    }

    /** Transactions whose commit breaks off, before the database has committed or after it. */
    private static TransactionManager breaking(boolean committed) {
        return () -> {
            Transaction real = transactions().startTransaction();
            return new Transaction() {
                @Override
                public void commit() {
                    if (committed) {
                        real.commit();
                    }
                    throw new IllegalStateException("Broken off, for a test");
                }

                @Override
                public void rollback() {
                    real.rollback();
                }
            };
        };
    }

    private static void assertAllUnknown(LaneCommandBus bus, String orderId, String refusedId) throws Exception {
        try (HeldLane lane = HeldLane.of(bus)) {
            Answer drafted = lane.send(draft(orderId));
            Answer added = lane.send(add(orderId, 1L));
            Answer refused = lane.send(cancel(refusedId, null));
            lane.release();

            assertThat(drafted.get()).isInstanceOf(OutcomeUnknown.class);
            assertThat(added.get()).isInstanceOf(OutcomeUnknown.class);
            assertThat(refused.get()).isInstanceOf(OutcomeUnknown.class);
        } finally {
            bus.drain();
        }
    }

    @Test
    void when_a_commit_breaks_off_and_did_not_happen_all_are_told_that_nobody_knows() throws Exception {
        assertAllUnknown(bus(breaking(false), 10), "lost", "never");

        assertThat(service.stored("lost")).isEmpty();
        assertThat(service.bean(Commands.class).send(draft("lost")).version()).isEqualTo(1);
        assertThat(service.stored("lost")).containsExactly("OrderDrafted");
    }

    @Test
    void when_a_commit_breaks_off_and_did_happen_all_are_told_that_nobody_knows() throws Exception {
        assertAllUnknown(bus(breaking(true), 10), "kept", "never");

        assertThat(service.stored("kept")).containsExactly("OrderDrafted", "LinesAdded");
        assertThat(service.bean(Commands.class).send(draft("kept")).version()).isEqualTo(2);
        assertThat(service.bean(Commands.class).send(add("kept", 1L)).version()).isEqualTo(2);
        assertThat(service.stored("kept")).containsExactly("OrderDrafted", "LinesAdded");
    }

    /** Follows each group with something that cannot be committed. */
    private static final class Stumbling implements GroupSequel {
        private int followed;
        private int left;

        @Override
        public void follow(UnitOfWork<?> group) {
            followed++;
            group.onPrepareCommit(_ -> {
                throw new IllegalStateException("What follows stumbles, for a test");
            });
        }

        @Override
        public void leave(UnitOfWork<?> group) {
            left += StagedEvents.of(group).size();
        }
    }

    @Test
    void when_what_follows_cannot_be_committed_the_commands_are_done_without_it() throws Exception {
        Stumbling stumbling = new Stumbling();
        GroupSequels sequels = new GroupSequels();
        sequels.add(stumbling);
        LaneCommandBus bus = bus(transactions(), 10, sequels);
        try (HeldLane lane = HeldLane.of(bus)) {
            Answer first = lane.send(draft("stumble-1"));
            Answer second = lane.send(draft("stumble-2"));
            lane.release();

            assertThat(first.get()).isInstanceOf(OrderState.class);
            assertThat(second.get()).isInstanceOf(OrderState.class);
        } finally {
            bus.drain();
        }
        assertThat(service.stored("stumble-1")).containsExactly("OrderDrafted");
        assertThat(service.stored("stumble-2")).containsExactly("OrderDrafted");
        // The lane's own holding up, both together, and each by itself.
        assertThat(stumbling.followed).isEqualTo(4);
        assertThat(stumbling.left).as("events left to somebody later").isEqualTo(2);
    }

    @Test
    void a_full_lane_refuses_and_does_nothing() throws Exception {
        double before = turnedAway();
        LaneCommandBus bus = bus(transactions(), 1);
        try (HeldLane lane = HeldLane.of(bus)) {
            Answer taken = lane.send(draft("taken"));
            Answer refused = lane.send(draft("refused"));
            assertThat(refused.isOverloaded()).isTrue();
            assertThat(turnedAway()).isEqualTo(before + 1);
            lane.release();

            assertThat(taken.get()).isInstanceOf(OrderState.class);
            assertThat(lane.send(draft("later")).get()).isInstanceOf(OrderState.class);
        } finally {
            bus.drain();
        }
        assertThat(service.stored("taken")).containsExactly("OrderDrafted");
        assertThat(service.stored("refused")).isEmpty();
        assertThat(service.stored("later")).containsExactly("OrderDrafted");
    }

    private static double turnedAway() {
        Counter counter = METERS.find("holdfast.commands.turned.away").counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void a_bus_that_ends_answers_all_that_wait_and_refuses_the_rest() throws Exception {
        LaneCommandBus bus = bus(transactions(), 1_000_000);
        try (HeldLane lane = HeldLane.of(bus)) {
            Answer first = lane.send(draft("waiting-1"));
            Answer second = lane.send(draft("waiting-2"));
            CompletableFuture<Void> drained = CompletableFuture.runAsync(bus::drain);
            await().until(() -> lane.send(new Work(() -> null)).isOverloaded());
            Answer tooLate = lane.send(draft("too-late"));
            assertThat(drained).isNotDone();
            lane.release();

            drained.join();
            assertThat(first.outcome()).isCompleted();
            assertThat(first.get()).isInstanceOf(OrderState.class);
            assertThat(second.outcome()).isCompleted();
            assertThat(second.get()).isInstanceOf(OrderState.class);
            assertThat(tooLate.isOverloaded()).isTrue();
        }
        assertThat(service.stored("waiting-1")).containsExactly("OrderDrafted");
        assertThat(service.stored("waiting-2")).containsExactly("OrderDrafted");
        assertThat(service.stored("too-late")).isEmpty();
    }
}
