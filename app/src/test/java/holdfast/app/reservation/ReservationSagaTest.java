package holdfast.app.reservation;

import static holdfast.app.reservation.Cast.APPLE;
import static holdfast.app.reservation.Cast.DUE;
import static holdfast.app.reservation.Cast.NOON;
import static holdfast.app.reservation.Cast.PEAR;
import static holdfast.app.reservation.Cast.PLUM;
import static holdfast.app.reservation.Cast.QUINCE;
import static holdfast.app.reservation.Cast.cancelled;
import static holdfast.app.reservation.Cast.expired;
import static holdfast.app.reservation.Cast.line;
import static holdfast.app.reservation.Cast.paid;
import static holdfast.app.reservation.Cast.placed;
import static holdfast.app.reservation.Cast.rejected;
import static holdfast.app.reservation.Cast.reserved;
import static holdfast.app.reservation.Cast.some;
import static holdfast.app.reservation.Cast.stateOf;

import holdfast.app.commandbus.Commands;
import holdfast.app.reservation.ReservationSaga.PaymentDue;
import holdfast.inventory.ReserveOutcome;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ReleaseHold;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockItemId;
import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LineRemoved;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderState;
import holdfast.order.Shortage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.test.saga.FixtureExecutionResult;
import org.axonframework.test.saga.SagaTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReservationSagaTest {

    private static final String ORDER = "o-1";
    private static final OrderPlaced PLACED =
            placed(ORDER, line("1", PEAR, "2"), line("2", APPLE, "1"), line("3", PEAR, "3"));
    private static final OrderPlaced FRUIT_BOWL =
            placed(ORDER, line("1", APPLE, "1"), line("2", PEAR, "5"), line("3", PLUM, "4"), line("4", QUINCE, "1"));

    private static final OrderState RESERVED = stateOf(PLACED, reserved(ORDER));
    private static final OrderState EXPIRED = stateOf(PLACED, reserved(ORDER), expired(ORDER));
    private static final OrderState REJECTED = stateOf(PLACED, rejected(ORDER));

    private static final Object[] RESERVE_ALL_AND_CONFIRM = {
        reserve(APPLE, "1"), reserve(PEAR, "5"), new ConfirmReservation(ORDER, NOON)
    };

    private final SagaTestFixture<ReservationSaga> saga = new SagaTestFixture<>(ReservationSaga.class);
    private final Answers answers = new Answers();

    @BeforeEach
    void connect() {
        MovableClock clock = new MovableClock(saga::currentTime);
        Commands commands = new Commands(saga.getCommandBus());
        saga.registerResource(commands);
        saga.registerResource(clock);
        saga.registerResource(new StockDesk(commands, ReservationSagaTest::left, clock));
        saga.setCallbackBehavior(answers);
        saga.givenCurrentTime(NOON);
        answers.order(RESERVED);
    }

    /** What a look at the shelf tells. */
    private static BigDecimal left(StockItemId item, Instant time) {
        return item.equals(PLUM) ? BigDecimal.ONE : BigDecimal.TEN;
    }

    private static ReserveStock reserve(StockItemId item, String quantity) {
        return new ReserveStock(item, ORDER, "placed", new BigDecimal(quantity), DUE, NOON);
    }

    private static ReleaseHold release(StockItemId item) {
        return new ReleaseHold(item, ORDER, NOON);
    }

    private static CommitHold commit(StockItemId item, String quantity) {
        return new CommitHold(item, ORDER, new BigDecimal(quantity), NOON);
    }

    private FixtureExecutionResult when(OrderEvent event) {
        return saga.whenPublishingA(event).expectSuccessfulHandlerExecution();
    }

    @Nested
    class When_placed {

        @Test
        void it_reserves_each_item_once_in_SKU_order_and_confirms() {
            when(PLACED)
                    .expectDispatchedCommands(RESERVE_ALL_AND_CONFIRM)
                    .expectScheduledDeadline(DUE, new PaymentDue(ORDER))
                    .expectActiveSagas(1)
                    .expectAssociationWith("orderId", ORDER);
        }

        @Test
        void a_repeated_delivery_sends_the_same_commands_and_starts_nothing_more() {
            saga.givenAPublished(PLACED);

            when(PLACED)
                    .expectDispatchedCommands(RESERVE_ALL_AND_CONFIRM)
                    .expectScheduledDeadline(DUE, new PaymentDue(ORDER))
                    .expectActiveSagas(1);
            when(cancelled(ORDER)).expectNoScheduledDeadlines().expectActiveSagas(0);
        }

        @Test
        void without_enough_stock_it_looks_at_the_other_items_and_rejects_before_it_lets_go() {
            answers.toReserving(PEAR, new ReserveOutcome.NotEnough(BigDecimal.TWO));
            answers.order(REJECTED);

            when(FRUIT_BOWL)
                    .expectDispatchedCommands(
                            reserve(APPLE, "1"),
                            reserve(PEAR, "5"),
                            new RejectReservation(
                                    ORDER,
                                    List.of(
                                            new Shortage("pear", "main", new BigDecimal("5"), BigDecimal.TWO),
                                            new Shortage("plum", "main", new BigDecimal("4"), BigDecimal.ONE)),
                                    NOON),
                            release(APPLE),
                            release(PEAR),
                            release(PLUM),
                            release(QUINCE))
                    .expectActiveSagas(0)
                    .expectNoScheduledDeadlines();
        }

        @Test
        void nothing_is_held_where_nothing_ever_arrived() {
            answers.neverArrived(APPLE);
            answers.order(REJECTED);

            when(PLACED)
                    .expectDispatchedCommands(
                            reserve(APPLE, "1"),
                            new RejectReservation(
                                    ORDER,
                                    List.of(new Shortage("apple", "main", BigDecimal.ONE, BigDecimal.ZERO)),
                                    NOON),
                            release(APPLE),
                            release(PEAR))
                    .expectActiveSagas(0)
                    .expectNoScheduledDeadlines();
        }

        @Test
        void after_its_deadline_the_order_itself_finds_that_it_has_expired() {
            answers.toReserving(APPLE, new ReserveOutcome.TooLate());
            answers.order(stateOf(PLACED, expired(ORDER)));

            when(PLACED)
                    .expectDispatchedCommands(reserve(APPLE, "1"), new ConfirmReservation(ORDER, NOON))
                    .expectActiveSagas(1);
        }

        @Test
        void an_order_that_was_rejected_at_an_earlier_delivery_keeps_nothing_of_what_could_be_had_since() {
            answers.order(REJECTED);

            when(PLACED)
                    .expectDispatchedCommands(
                            reserve(APPLE, "1"),
                            reserve(PEAR, "5"),
                            new ConfirmReservation(ORDER, NOON),
                            release(APPLE),
                            release(PEAR))
                    .expectActiveSagas(0)
                    .expectNoScheduledDeadlines();
        }

        @Test
        void orders_do_not_meet() {
            saga.givenAPublished(PLACED);

            when(cancelled("o-2", some(APPLE, "1")))
                    .expectNoDispatchedCommands()
                    .expectActiveSagas(1);
        }
    }

    @Nested
    class Once_reserved {

        private static final LineQuantityChanged LESS = changed("5", "3.5");
        private static final LineRemoved REMOVED =
                new LineRemoved(ORDER, "c-2", "2", "apple", "main", BigDecimal.ONE, NOON);

        private static LineQuantityChanged changed(String before, String after) {
            return new LineQuantityChanged(
                    ORDER, "c-1", "1", "pear", "main", new BigDecimal(after), new BigDecimal(before), NOON);
        }

        @BeforeEach
        void reserve() {
            saga.givenAPublished(PLACED);
        }

        @Test
        void a_reduced_line_gives_back_just_the_difference() {
            ReleaseStock difference = new ReleaseStock(PEAR, ORDER, "c-1", null, new BigDecimal("1.5"), NOON);

            when(LESS).expectDispatchedCommands(difference).expectActiveSagas(1);
            when(LESS).expectDispatchedCommands(difference).expectActiveSagas(1);
        }

        @Test
        void a_removed_line_gives_back_its_quantity() {
            ReleaseStock all = new ReleaseStock(APPLE, ORDER, "c-2", null, BigDecimal.ONE, NOON);

            when(REMOVED).expectDispatchedCommands(all).expectActiveSagas(1);
            when(REMOVED).expectDispatchedCommands(all).expectActiveSagas(1);
        }

        @Test
        void an_increased_line_needs_nothing_because_its_stock_was_held_before() {
            when(changed("5", "6")).expectNoDispatchedCommands().expectActiveSagas(1);
        }

        @Test
        void a_change_leaves_the_deadline_alone() {
            when(LESS).expectScheduledDeadline(DUE, new PaymentDue(ORDER));
        }

        @Test
        void a_paid_order_sells_what_it_held() {
            assertEnds(paid(ORDER, some(APPLE, "1"), some(PEAR, "5")), commit(APPLE, "1"), commit(PEAR, "5"));
        }

        @Test
        void a_cancelled_order_lets_go_of_what_it_held() {
            assertEnds(cancelled(ORDER, some(APPLE, "1"), some(PEAR, "5")), release(APPLE), release(PEAR));
        }

        @Test
        void an_expired_order_lets_go_of_what_it_held() {
            assertEnds(expired(ORDER, some(APPLE, "1"), some(PEAR, "5")), release(APPLE), release(PEAR));
        }

        private void assertEnds(OrderEvent end, Object... commands) {
            when(end).expectDispatchedCommands(commands).expectActiveSagas(0).expectNoScheduledDeadlines();
            when(end).expectNoDispatchedCommands().expectActiveSagas(0);
        }
    }

    @Nested
    class At_the_payment_deadline {

        private static final ExpireOrder EXPIRE = new ExpireOrder(ORDER, DUE);

        @BeforeEach
        void reserve() {
            saga.givenAPublished(PLACED);
        }

        private FixtureExecutionResult whenThePaymentIsDue() {
            return saga.whenTimeElapses(Duration.between(NOON, DUE)).expectSuccessfulHandlerExecution();
        }

        @Test
        void not_before_it_the_order_is_asked_to_expire() {
            answers.order(EXPIRED);

            saga.whenTimeElapses(Duration.between(NOON, DUE).minusNanos(1)).expectNoDispatchedCommands();
            saga.whenTimeElapses(Duration.ofNanos(1))
                    .expectDispatchedCommands(EXPIRE)
                    .expectTriggeredDeadlines(new PaymentDue(ORDER));
        }

        @Test
        void an_expired_order_is_waited_for_before_stock_is_let_go() {
            answers.order(EXPIRED);

            whenThePaymentIsDue()
                    .expectDispatchedCommands(EXPIRE)
                    .expectNoScheduledDeadlines()
                    .expectActiveSagas(1);
            when(expired(ORDER, some(APPLE, "1")))
                    .expectDispatchedCommands(new ReleaseHold(APPLE, ORDER, DUE))
                    .expectActiveSagas(0);
        }

        @Test
        void an_order_that_was_paid_in_time_keeps_its_stock() {
            answers.order(stateOf(PLACED, reserved(ORDER), paid(ORDER)));

            whenThePaymentIsDue()
                    .expectDispatchedCommands(EXPIRE)
                    .expectNoScheduledDeadlines()
                    .expectActiveSagas(1);
        }

        @Test
        void an_order_with_a_later_deadline_is_asked_again_then() {
            Instant later = DUE.plus(Duration.ofMinutes(5));
            answers.order(extendedTo(later));

            whenThePaymentIsDue()
                    .expectDispatchedCommands(EXPIRE)
                    .expectScheduledDeadline(later, new PaymentDue(ORDER))
                    .expectActiveSagas(1);
            answers.order(EXPIRED);
            saga.whenTimeAdvancesTo(later).expectDispatchedCommands(new ExpireOrder(ORDER, later));
        }

        @Test
        void a_later_deadline_ends_with_the_order_too() {
            answers.order(extendedTo(DUE.plus(Duration.ofMinutes(5))));
            whenThePaymentIsDue();

            when(paid(ORDER)).expectNoScheduledDeadlines().expectActiveSagas(0);
        }

        private static OrderState extendedTo(Instant later) {
            OrderPlaced extended = new OrderPlaced(ORDER, "anna", null, "EUR", PLACED.lines(), null, later, NOON);
            return stateOf(extended, reserved(ORDER));
        }
    }
}
