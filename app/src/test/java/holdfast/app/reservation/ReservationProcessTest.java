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

import holdfast.inventory.ReserveOutcome;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ExtendHold;
import holdfast.inventory.StockCommand.ReleaseHold;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockCommand.ReturnStock;
import holdfast.inventory.StockItemId;
import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderEvent.AffectsStock;
import holdfast.order.OrderEvent.GoodsReturned;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LineRemoved;
import holdfast.order.OrderEvent.LineVoided;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderEvent.ReservationExtended;
import holdfast.order.OrderState;
import holdfast.order.ReturnedLine;
import holdfast.order.Shortage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReservationProcessTest {

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

    private final Answers answers = new Answers();
    private final ProcessFixture process = new ProcessFixture(NOON, answers, ReservationProcessTest::left);

    @BeforeEach
    void theOrderIsReserved() {
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

    @Nested
    class When_placed {

        @Test
        void it_reserves_each_item_once_in_SKU_order_and_confirms() {
            process.when(PLACED).expectCommands(RESERVE_ALL_AND_CONFIRM).expectDeadline(ORDER, DUE);
        }

        @Test
        void a_repeated_delivery_sends_the_same_commands_and_starts_nothing_more() {
            process.given(PLACED);

            process.when(PLACED).expectCommands(RESERVE_ALL_AND_CONFIRM).expectDeadline(ORDER, DUE);
            process.when(cancelled(ORDER)).expectNoDeadline();
        }

        @Test
        void without_enough_stock_it_looks_at_the_other_items_and_rejects_before_it_lets_go() {
            answers.toReserving(PEAR, new ReserveOutcome.NotEnough(BigDecimal.TWO));
            answers.order(REJECTED);

            process.when(FRUIT_BOWL)
                    .expectCommands(
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
                    .expectNoDeadline();
        }

        @Test
        void nothing_is_held_where_nothing_ever_arrived() {
            answers.neverArrived(APPLE);
            answers.order(REJECTED);

            process.when(PLACED)
                    .expectCommands(
                            reserve(APPLE, "1"),
                            new RejectReservation(
                                    ORDER,
                                    List.of(new Shortage("apple", "main", BigDecimal.ONE, BigDecimal.ZERO)),
                                    NOON),
                            release(APPLE),
                            release(PEAR))
                    .expectNoDeadline();
        }

        @Test
        void stock_that_says_the_deadline_has_passed_has_the_last_word() {
            answers.toReserving(APPLE, new ReserveOutcome.TooLate());
            answers.order(stateOf(PLACED, expired(ORDER)));

            process.when(PLACED)
                    .expectCommands(reserve(APPLE, "1"), new ExpireOrder(ORDER, DUE))
                    .expectNoDeadline();
        }

        @Test
        void an_order_that_was_rejected_at_an_earlier_delivery_keeps_nothing_of_what_could_be_had_since() {
            answers.order(REJECTED);

            process.when(PLACED)
                    .expectCommands(
                            reserve(APPLE, "1"),
                            reserve(PEAR, "5"),
                            new ConfirmReservation(ORDER, NOON),
                            release(APPLE),
                            release(PEAR))
                    .expectNoDeadline();
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
            process.given(PLACED);
        }

        @Test
        void a_reduced_line_gives_back_just_the_difference() {
            ReleaseStock difference = new ReleaseStock(PEAR, ORDER, "c-1", null, new BigDecimal("1.5"), NOON);

            process.when(LESS).expectCommands(difference);
            process.when(LESS).expectCommands(difference);
        }

        @Test
        void a_removed_line_gives_back_its_quantity() {
            ReleaseStock all = new ReleaseStock(APPLE, ORDER, "c-2", null, BigDecimal.ONE, NOON);

            process.when(REMOVED).expectCommands(all);
            process.when(REMOVED).expectCommands(all);
        }

        @Test
        void an_increased_line_needs_nothing_because_its_stock_was_held_before() {
            process.when(changed("5", "6")).expectCommands();
        }

        @Test
        void a_change_leaves_the_deadline_alone() {
            process.when(LESS).expectDeadline(ORDER, DUE);
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

        @Test
        void a_voided_order_lets_go_of_what_it_held() {
            OrderVoided voided = new OrderVoided(ORDER, null, List.of(some(APPLE, "1"), some(PEAR, "5")), NOON);
            assertEnds(voided, release(APPLE), release(PEAR));
        }

        @Test
        void a_voided_line_gives_back_what_is_gone_of_it() {
            LineVoided part = new LineVoided(
                    ORDER, "c-3", "1", "pear", "main", new BigDecimal("1.5"), new BigDecimal("3.5"), "typo", NOON);
            ReleaseStock gone = new ReleaseStock(PEAR, ORDER, "c-3", null, new BigDecimal("1.5"), NOON);

            process.when(part).expectCommands(gone).expectDeadline(ORDER, DUE);
            process.when(part).expectCommands(gone).expectDeadline(ORDER, DUE);
        }

        @Test
        void a_line_that_goes_from_a_draft_was_never_held_anywhere() {
            answers.neverArrived(APPLE);

            process.when(REMOVED).expectCommands(new ReleaseStock(APPLE, ORDER, "c-2", null, BigDecimal.ONE, NOON));
        }

        @Test
        void an_extended_reservation_is_held_and_watched_until_later() {
            Instant later = DUE.plus(Duration.ofMinutes(10));
            ReservationExtended extended =
                    new ReservationExtended(ORDER, later, List.of(some(APPLE, "1"), some(PEAR, "5")), NOON);
            Object[] commands = {new ExtendHold(APPLE, ORDER, later, NOON), new ExtendHold(PEAR, ORDER, later, NOON)};

            process.when(extended).expectCommands(commands).expectDeadline(ORDER, later);
            process.when(extended).expectCommands(commands).expectDeadline(ORDER, later);
        }

        @Test
        void goods_that_come_back_are_put_back_once_for_each_item() {
            GoodsReturned goods = new GoodsReturned(
                    ORDER,
                    "r-1",
                    List.of(
                            new ReturnedLine("1", "pear", "main", BigDecimal.TWO),
                            new ReturnedLine("2", "apple", "main", BigDecimal.ONE),
                            new ReturnedLine("3", "pear", "main", new BigDecimal("0.5"))),
                    NOON);
            process.given(paid(ORDER, some(APPLE, "1"), some(PEAR, "5")));
            Object[] commands = {
                new ReturnStock(APPLE, ORDER, "r-1", BigDecimal.ONE, NOON),
                new ReturnStock(PEAR, ORDER, "r-1", new BigDecimal("2.5"), NOON)
            };

            process.when(goods).expectCommands(commands).expectNoDeadline();
            process.when(goods).expectCommands(commands).expectNoDeadline();
        }

        private void assertEnds(AffectsStock end, Object... commands) {
            process.when(end).expectCommands(commands).expectNoDeadline();
            process.when(end).expectCommands(commands).expectNoDeadline();
        }
    }

    @Nested
    class At_the_payment_deadline {

        private static final ExpireOrder EXPIRE = new ExpireOrder(ORDER, DUE);

        @BeforeEach
        void reserve() {
            process.given(PLACED);
        }

        private ProcessFixture whenThePaymentIsDue() {
            return process.whenTimeElapses(Duration.between(NOON, DUE));
        }

        @Test
        void not_before_it_the_order_is_asked_to_expire() {
            answers.order(EXPIRED);

            process.whenTimeElapses(Duration.between(NOON, DUE).minusNanos(1)).expectCommands();
            process.whenTimeElapses(Duration.ofNanos(1)).expectCommands(EXPIRE);
        }

        @Test
        void an_expired_order_is_waited_for_before_stock_is_let_go() {
            answers.order(EXPIRED);

            whenThePaymentIsDue().expectCommands(EXPIRE).expectNoDeadline();
            process.when(expired(ORDER, some(APPLE, "1"))).expectCommands(new ReleaseHold(APPLE, ORDER, DUE));
        }

        @Test
        void an_order_that_was_paid_in_time_keeps_its_stock() {
            answers.order(stateOf(PLACED, reserved(ORDER), paid(ORDER)));

            whenThePaymentIsDue().expectCommands(EXPIRE).expectNoDeadline();
        }

        @Test
        void an_order_with_a_later_deadline_is_asked_again_then() {
            Instant later = DUE.plus(Duration.ofMinutes(5));
            answers.order(extendedTo(later));

            whenThePaymentIsDue().expectCommands(EXPIRE).expectDeadline(ORDER, later);
            answers.order(EXPIRED);
            process.whenTimeElapses(Duration.between(DUE, later)).expectCommands(new ExpireOrder(ORDER, later));
        }

        @Test
        void a_later_deadline_ends_with_the_order_too() {
            answers.order(extendedTo(DUE.plus(Duration.ofMinutes(5))));
            whenThePaymentIsDue();

            process.when(paid(ORDER)).expectNoDeadline();
        }

        private static OrderState extendedTo(Instant later) {
            OrderPlaced extended = new OrderPlaced(ORDER, "anna", null, "EUR", PLACED.lines(), null, later, NOON);
            return stateOf(extended, reserved(ORDER));
        }
    }
}
