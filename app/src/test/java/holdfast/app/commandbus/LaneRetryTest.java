package holdfast.app.commandbus;

import static holdfast.app.commandbus.LaneService.LINES;
import static holdfast.app.commandbus.LaneService.NOW;
import static holdfast.app.commandbus.LaneService.add;
import static holdfast.app.commandbus.LaneService.cancel;
import static holdfast.app.commandbus.LaneService.draft;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.BesideOthers;
import holdfast.app.commandbus.HeldLane.Answer;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderRefusal;
import holdfast.order.OrderState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.CannotCreateTransactionException;

/** On the whole service: groups that could not be appended and are handled again, one by one. */
@BesideOthers
class LaneRetryTest {

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

    private static HeldLane hold() throws InterruptedException {
        return HeldLane.of(service.bean(CommandBus.class));
    }

    private static PayOrder pay(String orderId) {
        return new PayOrder(orderId, "p-1", new BigDecimal("2.00"), "card", null, NOW);
    }

    private static void assertVersion(Answer answer, long version) {
        assertThat(answer.get())
                .isInstanceOfSatisfying(
                        OrderState.class, state -> assertThat(state.version()).isEqualTo(version));
    }

    @Test
    void a_creation_that_another_writer_was_first_with_is_decided_anew_and_the_others_succeed() throws Exception {
        service.bean(Commands.class).send(new DraftOrder("pattern", "somebody", null, "EUR", LINES, null, NOW));
        double splits = service.splits();
        AtomicInteger runs = new AtomicInteger();
        try (HeldLane lane = hold()) {
            Answer before = lane.send(draft("before"));
            Answer collided = lane.send(draft("collided"));
            Answer planted = lane.send(new Work(() -> runs.getAndIncrement() == 0 ? plant("collided") : "planted"));
            Answer after = lane.send(draft("after"));
            Answer added = lane.send(add("after", 1L));
            lane.release();

            assertVersion(before, 1);
            assertThat(collided.get()).isInstanceOf(OrderRefusal.AlreadyExists.class);
            assertThat(planted.get()).isEqualTo("planted");
            assertVersion(after, 1);
            assertVersion(added, 2);
        }
        assertThat(runs).hasValue(2);
        assertThat(service.splits()).isEqualTo(splits + 1);
        assertThat(service.stored("before")).containsExactly("OrderDrafted");
        assertThat(service.stored("collided")).containsExactly("OrderDrafted");
        assertThat(service.stored("after")).containsExactly("OrderDrafted", "LinesAdded");
        assertThat(service.bean(Commands.class).send(cancel("collided", 1L)).version())
                .isEqualTo(2);
    }

    /** As another node would: the first event of a stream, by another customer. */
    private static Object plant(String orderId) throws SQLException {
        service.besides("""
                insert into domain_event (aggregate_id, sequence_number, aggregate_type, event_id, payload_type,
                    payload_revision, payload, metadata, recorded_at)
                select ?, 0, aggregate_type, ?, payload_type, payload_revision,
                    convert_to(replace(convert_from(payload, 'UTF8'), 'pattern', ?), 'UTF8'), metadata, recorded_at
                from domain_event where aggregate_id = 'pattern'
                """, orderId, "planted-" + orderId, orderId);
        return "planted";
    }

    @Test
    void a_group_whose_connection_dies_is_handled_again_one_by_one() throws Exception {
        service.bean(Commands.class).send(draft("known"));
        double splits = service.splits();
        AtomicInteger runs = new AtomicInteger();
        try (HeldLane lane = hold()) {
            Answer before = lane.send(draft("early"));
            Answer killed = lane.send(new Work(() -> runs.getAndIncrement() == 0 ? killOwnConnection() : "survived"));
            Answer after = lane.send(draft("late"));
            Answer refused = lane.send(pay("known"));
            Answer unknown = lane.send(cancel("nobody", null));
            Answer added = lane.send(add("known", 1L));
            lane.release();

            assertVersion(before, 1);
            assertThat(killed.get()).isEqualTo("survived");
            assertVersion(after, 1);
            assertThat(refused.get()).isInstanceOf(OrderRefusal.InvalidState.class);
            assertThat(unknown.get()).isInstanceOf(AggregateNotFoundException.class);
            assertVersion(added, 2);
        }
        assertThat(runs).hasValue(2);
        assertThat(service.splits()).isEqualTo(splits + 1);
        assertThat(service.stored("early")).containsExactly("OrderDrafted");
        assertThat(service.stored("late")).containsExactly("OrderDrafted");
        assertThat(service.stored("known")).containsExactly("OrderDrafted", "LinesAdded");
    }

    /** The first transaction is of the held-up lane, the second breaks, and from then on there is none. */
    @Test
    void a_group_whose_store_is_gone_is_told_so_when_the_first_has_found_out() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        LaneCommandBus bus = service.bus(reachableTwice(begun), breakingTheSecond(begun));
        try (HeldLane lane = HeldLane.of(bus)) {
            List<Answer> answers = Stream.of("gone", "gone-too", "gone-as-well")
                    .map(order -> lane.send(draft(order)))
                    .toList();
            lane.release();

            assertThat(answers)
                    .allSatisfy(
                            answer -> assertThat(answer.get()).isInstanceOf(CannotCreateTransactionException.class));
        } finally {
            bus.drain();
        }
        assertThat(begun).hasValue(3);
        assertThat(service.stored("gone")).isEmpty();
    }

    private static TransactionManager reachableTwice(AtomicInteger begun) {
        return () -> {
            if (begun.incrementAndGet() > 2) {
                throw new CannotCreateTransactionException("The store is gone, for a test");
            }
            return service.bean(TransactionManager.class).startTransaction();
        };
    }

    private static GroupSequels breakingTheSecond(AtomicInteger begun) {
        GroupSequels sequels = new GroupSequels();
        sequels.add(new GroupSequel() {
            @Override
            public void follow(UnitOfWork<?> group) {
                if (begun.get() == 2) {
                    throw new IllegalStateException("The connection broke, for a test");
                }
            }

            @Override
            public void leave(UnitOfWork<?> group) {}
        });
        return sequels;
    }

    private static Object killOwnConnection() throws SQLException {
        String backend = service.inTransaction("select pg_backend_pid()::text");
        service.besides("select pg_terminate_backend(?)", Integer.valueOf(backend));
        return "killed";
    }
}
