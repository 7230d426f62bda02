package holdfast.app.reservation;

import static holdfast.app.reservation.Cast.APPLE;
import static holdfast.app.reservation.Cast.DUE;
import static holdfast.app.reservation.Cast.NOON;
import static holdfast.app.reservation.Cast.PEAR;
import static holdfast.app.reservation.Cast.some;
import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.TWO;
import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.commandbus.Commands;
import holdfast.inventory.StockCommand.ExtendHold;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockItemId;
import holdfast.order.ItemQuantity;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.ExtendReservation;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderStatus;
import holdfast.order.Shortage;
import holdfast.order.amendment.AmendmentCommand.ApplyAmendment;
import holdfast.order.amendment.AmendmentCommand.RefuseAmendment;
import holdfast.order.amendment.AmendmentCommand.RequestAddition;
import holdfast.order.amendment.AmendmentCommand.RequestIncrease;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import holdfast.order.amendment.AmendmentRefusal;
import holdfast.order.amendment.AmendmentRefusal.Reason;
import holdfast.order.amendment.AmendmentState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real aggregates: an order with two apples is reserved, and somebody asks for more. */
class AmendmentProcessTest {

    private static final String ORDER = "o-1";
    private static final String AMENDMENT = "a-1";
    private static final BigDecimal PRICE = new BigDecimal("2.00");
    private static final List<NewLine> APPLE_AND_PEAR = List.of(newLine(null, APPLE), newLine(null, PEAR));
    private static final AdditionRequested ADDITION = addition(APPLE_AND_PEAR, null, some(APPLE, "1"), some(PEAR, "1"));

    private final InMemoryShop shop = new InMemoryShop();
    private final Commands commands = shop.commands();
    private Instant now = NOON;
    private final MovableClock clock = new MovableClock(() -> now);
    private final StockDesk desk = new StockDesk(commands, shop::availableAt, clock);
    private final AmendmentProcess process = new AmendmentProcess(desk, commands, shop.streams(), clock);

    @BeforeEach
    void reserve() {
        shop.receive(APPLE, "10");
        NewLine line = new NewLine("1", "apple", "main", TWO, PRICE);
        commands.send(new PlaceOrder(ORDER, null, null, "EUR", List.of(line), null, Duration.between(NOON, DUE), NOON));
        desk.reserve(ORDER, "placed", List.of(some(APPLE, "2")), DUE);
        commands.send(new ConfirmReservation(ORDER, NOON));
        shop.sent();
    }

    private static NewLine newLine(@Nullable String lineId, StockItemId item) {
        return new NewLine(lineId, item.sku(), item.location(), ONE, PRICE);
    }

    private static AdditionRequested addition(
            List<NewLine> lines, @Nullable Long expectedVersion, ItemQuantity... needed) {
        return new AdditionRequested(AMENDMENT, ORDER, lines, List.of(needed), DUE, expectedVersion, NOON);
    }

    private static IncreaseRequested increase(String lineId, String quantity) {
        return new IncreaseRequested(
                AMENDMENT, ORDER, lineId, new BigDecimal(quantity), List.of(some(APPLE, "3")), DUE, null, NOON);
    }

    private void deliver(AdditionRequested asked) {
        process.on(asked);
    }

    private void request(AdditionRequested asked) {
        commands.send(new RequestAddition(
                AMENDMENT, ORDER, asked.lines(), asked.needed(), DUE, asked.expectedVersion(), NOON));
        shop.sent();
    }

    private void request(IncreaseRequested asked) {
        commands.send(new RequestIncrease(
                AMENDMENT, ORDER, asked.lineId(), asked.quantity(), asked.needed(), DUE, null, NOON));
        shop.sent();
    }

    private AmendmentState amendment() {
        return shop.streams().amendment(AMENDMENT);
    }

    private List<ItemQuantity> ordered() {
        return shop.streams().order(ORDER).lines().stock();
    }

    private static ReserveStock hold(StockItemId item, String quantity) {
        return new ReserveStock(item, ORDER, AMENDMENT, new BigDecimal(quantity), DUE, NOON);
    }

    private ReleaseStock undo(StockItemId item, String quantity) {
        return new ReleaseStock(item, ORDER, "undo:a-1", AMENDMENT, new BigDecimal(quantity), now);
    }

    private RefuseAmendment refuse(AmendmentRefusal refusal) {
        return new RefuseAmendment(AMENDMENT, refusal, now);
    }

    @Nested
    class With_enough_stock {

        @BeforeEach
        void stock() {
            shop.receive(PEAR, "1");
        }

        @Test
        void lines_are_held_then_added_and_then_recorded() {
            request(ADDITION);

            deliver(ADDITION);

            assertThat(shop.sent())
                    .containsExactly(
                            hold(APPLE, "1"),
                            hold(PEAR, "1"),
                            new AddLines(ORDER, AMENDMENT, APPLE_AND_PEAR, true, null, NOON),
                            new ApplyAmendment(AMENDMENT, 3, NOON));
            assertAdded();
        }

        @Test
        void more_of_a_line_is_held_then_changed_and_then_recorded() {
            IncreaseRequested asked = increase("1", "5");
            request(asked);

            process.on(asked);

            assertThat(shop.sent())
                    .containsExactly(
                            hold(APPLE, "3"),
                            new ChangeLine(ORDER, AMENDMENT, "1", new BigDecimal("5"), true, null, NOON),
                            new ApplyAmendment(AMENDMENT, 3, NOON));
            assertThat(ordered()).containsExactly(some(APPLE, "5"));
        }

        @Test
        void its_stock_is_held_as_long_as_the_rest_when_the_order_got_more_time_meanwhile() {
            request(ADDITION);
            commands.send(new ExtendReservation(ORDER, Duration.ofMinutes(10), Duration.ofDays(1), null, NOON));
            shop.sent();
            Instant later = DUE.plus(Duration.ofMinutes(10));

            deliver(ADDITION);

            assertThat(shop.sent())
                    .containsExactly(
                            hold(APPLE, "1"),
                            hold(PEAR, "1"),
                            new AddLines(ORDER, AMENDMENT, APPLE_AND_PEAR, true, null, NOON),
                            new ExtendHold(APPLE, ORDER, later, NOON),
                            new ExtendHold(PEAR, ORDER, later, NOON),
                            new ApplyAmendment(AMENDMENT, 4, NOON));
            assertThat(shop.availableAt(PEAR, DUE)).isEqualByComparingTo("0");
        }

        @Test
        void once_recorded_a_repeated_delivery_does_nothing() {
            request(ADDITION);
            deliver(ADDITION);
            shop.sent();

            deliver(ADDITION);

            assertThat(shop.sent()).isEmpty();
            assertAdded();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3})
        void a_delivery_after_a_crash_at_any_step_ends_the_same(int step) {
            request(ADDITION);
            crashAfter(step);

            deliver(ADDITION);

            assertAdded();
        }

        @Test
        void a_change_that_was_made_before_the_crash_stays_when_the_order_was_paid_meanwhile() {
            request(ADDITION);
            crashAfter(3);
            commands.send(new PayOrder(ORDER, "p-1", new BigDecimal("8.00"), "card", null, NOON));

            deliver(ADDITION);

            assertAdded();
            assertThat(shop.streams().order(ORDER).status()).isEqualTo(OrderStatus.PAID);
        }

        @Test
        void what_was_held_before_the_crash_is_given_back_when_the_order_was_cancelled_meanwhile() {
            request(ADDITION);
            crashAfter(2);
            commands.send(new CancelOrder(ORDER, null, null, NOON));
            desk.releaseAll(ORDER, List.of(some(APPLE, "2")));

            deliver(ADDITION);

            assertThat(amendment().refusal())
                    .isEqualTo(AmendmentRefusal.invalidState(
                            OrderStatus.CANCELLED, "Lines change only while the order is open"));
            assertThat(shop.reserved(APPLE)).isEqualTo(ZERO);
            assertThat(shop.reserved(PEAR)).isEqualTo(ZERO);
        }

        private void assertAdded() {
            assertThat(amendment().isDecided()).isTrue();
            assertThat(amendment().refusal()).isNull();
            assertThat(ordered()).containsExactly(some(APPLE, "3"), some(PEAR, "1"));
            assertThat(shop.reserved(APPLE)).isEqualTo(new BigDecimal("3"));
            assertThat(shop.reserved(PEAR)).isEqualTo(ONE);
        }
    }

    @Nested
    class Without_enough_stock {

        private static final AmendmentRefusal MISSING =
                AmendmentRefusal.insufficientStock(List.of(new Shortage("pear", "main", ONE, ZERO)));

        @Test
        void it_is_refused_before_what_was_held_for_it_is_given_back() {
            request(ADDITION);

            deliver(ADDITION);

            assertThat(shop.sent())
                    .containsExactly(
                            hold(APPLE, "1"), hold(PEAR, "1"), refuse(MISSING), undo(APPLE, "1"), undo(PEAR, "1"));
            assertUnchanged(MISSING);
        }

        @Test
        void once_refused_a_repeated_delivery_gives_back_again_and_takes_no_second_effect() {
            request(ADDITION);
            deliver(ADDITION);
            shop.sent();

            deliver(ADDITION);

            assertThat(shop.sent()).containsExactly(undo(APPLE, "1"), undo(PEAR, "1"));
            assertUnchanged(MISSING);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void a_delivery_after_a_crash_at_any_step_ends_the_same(int step) {
            request(ADDITION);
            crashAfter(step);

            deliver(ADDITION);

            assertUnchanged(MISSING);
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 4})
        void what_was_refused_stays_so_when_stock_arrived_meanwhile(int step) {
            request(ADDITION);
            crashAfter(step);
            shop.receive(PEAR, "5");

            deliver(ADDITION);

            assertUnchanged(MISSING);
        }
    }

    @Nested
    class Refused_by_the_order {

        private void assertRefused(AdditionRequested asked, AmendmentRefusal refusal) {
            request(asked);

            deliver(asked);

            assertThat(shop.sent())
                    .containsExactly(
                            hold(APPLE, "1"),
                            new AddLines(ORDER, AMENDMENT, asked.lines(), true, asked.expectedVersion(), NOON),
                            refuse(refusal),
                            undo(APPLE, "1"));
            assertUnchanged(refusal);
        }

        @Test
        void for_a_stale_version() {
            assertRefused(
                    addition(List.of(newLine(null, APPLE)), 1L, some(APPLE, "1")), AmendmentRefusal.staleVersion(1, 2));
        }

        @Test
        void for_a_line_that_is_there_already() {
            assertRefused(
                    addition(List.of(newLine("1", APPLE)), null, some(APPLE, "1")),
                    AmendmentRefusal.because(Reason.ALREADY_EXISTS, "Line 1 exists already with other content"));
        }

        @Test
        void for_too_many_lines() {
            List<NewLine> lines =
                    IntStream.range(0, 200).mapToObj(_ -> newLine(null, APPLE)).toList();

            assertRefused(
                    addition(lines, null, some(APPLE, "1")),
                    AmendmentRefusal.because(Reason.TOO_MANY_LINES, "An order takes at most 200 lines"));
        }

        @Test
        void for_a_line_that_is_not_there() {
            IncreaseRequested asked = increase("7", "5");
            request(asked);

            process.on(asked);

            assertThat(shop.sent())
                    .containsExactly(
                            hold(APPLE, "3"),
                            new ChangeLine(ORDER, AMENDMENT, "7", new BigDecimal("5"), true, null, NOON),
                            refuse(AmendmentRefusal.because(Reason.UNKNOWN_LINE, "The order has no line 7")),
                            undo(APPLE, "3"));
        }
    }

    @Nested
    class Too_late {

        @Test
        void nothing_is_held_and_the_order_stays_as_it_is() {
            AmendmentRefusal expired = AmendmentRefusal.because(Reason.RESERVATION_EXPIRED, null);
            request(ADDITION);
            now = DUE;

            deliver(ADDITION);

            assertThat(shop.sent())
                    .containsExactly(
                            new ReserveStock(APPLE, ORDER, AMENDMENT, ONE, DUE, DUE),
                            refuse(expired),
                            undo(APPLE, "1"),
                            undo(PEAR, "1"));
            assertUnchanged(expired);
        }
    }

    private void crashAfter(int step) {
        shop.crashAfter(step);
        assertThatThrownBy(() -> deliver(ADDITION)).isInstanceOf(InMemoryShop.Crash.class);
        shop.neverCrash();
    }

    private void assertUnchanged(AmendmentRefusal refusal) {
        assertThat(amendment().refusal()).isEqualTo(refusal);
        assertThat(ordered()).containsExactly(some(APPLE, "2"));
        assertThat(shop.reserved(APPLE)).isEqualTo(TWO);
        assertThat(shop.reserved(PEAR)).isEqualTo(ZERO);
    }
}
