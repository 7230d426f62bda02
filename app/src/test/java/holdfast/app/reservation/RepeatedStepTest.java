package holdfast.app.reservation;

import static holdfast.app.reservation.Cast.APPLE;
import static holdfast.app.reservation.Cast.DUE;
import static holdfast.app.reservation.Cast.NOON;
import static holdfast.app.reservation.Cast.PEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.commandbus.Commands;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand;
import holdfast.order.OrderCommand.ExtendReservation;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderCommand.RefundPayment;
import holdfast.order.OrderCommand.VoidLine;
import holdfast.order.OrderCommand.VoidOrder;
import holdfast.order.OrderEvent.AffectsStock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real aggregates, and a process that ends at any step of what it does and begins it again. */
class RepeatedStepTest {

    private static final String ORDER = "o-1";
    private static final BigDecimal EURO = new BigDecimal("1.00");

    private final InMemoryShop shop = new InMemoryShop();
    private final Commands commands = shop.commands();
    private final MovableClock clock = new MovableClock(() -> NOON);
    private final ReservationProcess process =
            new ReservationProcess(new StockDesk(commands, shop::availableAt, clock), commands, clock);

    @BeforeEach
    void reserve() {
        shop.receive(APPLE, "10");
        shop.receive(PEAR, "10");
        List<NewLine> lines = List.of(
                new NewLine("1", "apple", "main", new BigDecimal("2"), EURO),
                new NewLine("2", "pear", "main", new BigDecimal("3"), EURO));
        act(new PlaceOrder(ORDER, null, null, "EUR", lines, null, Duration.between(NOON, DUE), NOON));
    }

    /** The order decides, and the process does what follows. */
    private void act(OrderCommand command) {
        for (AffectsStock event : decided(command)) {
            process.on(event);
        }
        shop.sent();
    }

    private List<AffectsStock> decided(OrderCommand command) {
        int before = shop.orderEvents(ORDER).size();
        commands.send(command);
        return shop.orderEvents(ORDER).stream()
                .skip(before)
                .filter(AffectsStock.class::isInstance)
                .map(AffectsStock.class::cast)
                .toList();
    }

    /** The process ends after some steps, begins again, and does it all once more for good measure. */
    private void actWithCrash(OrderCommand command, int steps) {
        List<AffectsStock> events = decided(command);
        shop.crashAfter(steps);
        assertThatThrownBy(() -> events.forEach(process::on)).isInstanceOf(InMemoryShop.Crash.class);
        shop.neverCrash();
        events.forEach(process::on);
        events.forEach(process::on);
    }

    private void pay() {
        act(new PayOrder(ORDER, "p", new BigDecimal("5.00"), "CASH", null, NOON));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void goods_come_back_once(int steps) {
        pay();

        actWithCrash(
                new RefundPayment(ORDER, "p", "r", new BigDecimal("5.00"), "x", true, List.of(), null, NOON), steps);

        assertFree("10", "10");
    }

    @Test
    void goods_of_two_refunds_both_come_back() {
        pay();
        for (String refund : List.of("r-1", "r-2")) {
            RefundPayment.Return one = new RefundPayment.Return("1", BigDecimal.ONE);
            actWithCrash(new RefundPayment(ORDER, "p", refund, EURO, "x", true, List.of(one), null, NOON), 0);
        }

        assertFree("10", "7"); // both apples, and no pear
    }

    @Test
    void a_voided_part_is_freed_once() {
        for (String change : List.of("c-1", "c-2")) {
            actWithCrash(new VoidLine(ORDER, change, "2", BigDecimal.ONE, "typo", null, NOON), 0);
        }

        assertThat(shop.reserved(PEAR)).isEqualByComparingTo("1");
        assertThat(shop.reserved(APPLE)).isEqualByComparingTo("2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_voided_order_keeps_nothing(int steps) {
        actWithCrash(new VoidOrder(ORDER, null, null, NOON), steps);

        assertFree("10", "10");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void all_holds_last_until_the_later_deadline(int steps) {
        actWithCrash(new ExtendReservation(ORDER, Duration.ofMinutes(5), Duration.ofDays(1), null, NOON), steps);

        assertThat(shop.availableAt(APPLE, DUE)).isEqualByComparingTo("8");
        assertThat(shop.availableAt(PEAR, DUE)).isEqualByComparingTo("7");
        assertThat(shop.availableAt(PEAR, DUE.plus(Duration.ofMinutes(5)))).isEqualByComparingTo("10");
    }

    private void assertFree(String apples, String pears) {
        assertThat(shop.availableAt(APPLE, NOON)).isEqualByComparingTo(apples);
        assertThat(shop.availableAt(PEAR, NOON)).isEqualByComparingTo(pears);
        assertThat(shop.reserved(APPLE)).isZero();
        assertThat(shop.reserved(PEAR)).isZero();
    }
}
