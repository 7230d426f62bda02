package holdfast.app.reservation;

import static holdfast.app.reservation.Cast.APPLE;
import static holdfast.app.reservation.Cast.NOON;
import static holdfast.app.reservation.Cast.PEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.Commands;
import holdfast.inventory.StockCommand.IssueStock;
import holdfast.inventory.StockItemId;
import holdfast.inventory.cart.CartCommand;
import holdfast.inventory.cart.CartCommand.CommitCart;
import holdfast.inventory.cart.CartCommand.ExpireCart;
import holdfast.inventory.cart.CartCommand.ExtendCart;
import holdfast.inventory.cart.CartCommand.ReleaseCart;
import holdfast.inventory.cart.CartCommand.RequestCart;
import holdfast.inventory.cart.CartEvent;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartItem;
import holdfast.inventory.cart.CartState;
import holdfast.inventory.cart.CartStatus;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.AffectsStock;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderEvent.OrderReserved;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real aggregates, and processes of carts and orders that end at any step of what they do and begin it again. */
class CartProcessTest {

    private static final CartId CART = new CartId("c-1");
    private static final String ORDER = "o-1";
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Instant LAPSED = NOON.plus(TEN_MINUTES);
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = NOON;

    private final InMemoryShop shop = new InMemoryShop();
    private final Commands commands = shop.commands();
    private final MovableClock clock = new MovableClock(() -> now);
    private final StockDesk desk = new StockDesk(commands, shop::availableAt, clock);
    private final CartProcess carts = new CartProcess(desk, commands, clock);
    private final ReservationProcess orders = new ReservationProcess(desk, commands, clock);

    @BeforeEach
    void receive() {
        shop.receive(APPLE, "3");
        shop.receive(PEAR, "3");
    }

    private static RequestCart request(CartId cart, String apples, String pears) {
        List<CartItem> lines = List.of(
                new CartItem("pear", "main", new BigDecimal(pears)),
                new CartItem("apple", "main", new BigDecimal(apples)));
        return new RequestCart(cart, lines, TEN_MINUTES, NOON);
    }

    private List<CartEvent.AffectsStock> decided(CartCommand command) {
        int before = shop.cartEvents(command.cart()).size();
        commands.send(command);
        return shop.cartEvents(command.cart()).stream()
                .skip(before)
                .filter(CartEvent.AffectsStock.class::isInstance)
                .map(CartEvent.AffectsStock.class::cast)
                .toList();
    }

    private void act(CartCommand command) {
        decided(command).forEach(carts::on);
        shop.sent();
    }

    /** The process ends after some steps, begins again, and does it all once more for good measure. */
    private void actWithCrash(CartCommand command, int steps) {
        List<CartEvent.AffectsStock> events = decided(command);
        shop.crashAfter(steps);
        assertThatThrownBy(() -> events.forEach(carts::on)).isInstanceOf(InMemoryShop.Crash.class);
        shop.neverCrash();
        events.forEach(carts::on);
        events.forEach(carts::on);
    }

    private CartState cart(CartId cart) {
        return shop.cartEvents(cart).stream().reduce(CartState.NONE, CartState::evolve, (a, b) -> b);
    }

    private void assertHeld(String holder, Instant until, String apples, String pears) {
        assertHeld(APPLE, holder, until, apples);
        assertHeld(PEAR, holder, until, pears);
    }

    private void assertHeld(StockItemId item, String holder, Instant until, String quantity) {
        assertThat(shop.holds(item)).singleElement().satisfies(hold -> {
            assertThat(hold.holder()).isEqualTo(holder);
            assertThat(hold.quantity()).isEqualByComparingTo(quantity);
            assertThat(hold.expiresAt()).isEqualTo(until);
        });
    }

    private void assertFree(String apples, String pears) {
        assertThat(shop.holds(APPLE)).isEmpty();
        assertThat(shop.holds(PEAR)).isEmpty();
        assertThat(shop.availableAt(APPLE, now)).isEqualByComparingTo(apples);
        assertThat(shop.availableAt(PEAR, now)).isEqualByComparingTo(pears);
    }

    @Nested
    class A_cart {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2})
        void is_held_once(int steps) {
            actWithCrash(request(CART, "2", "3"), steps);

            assertThat(cart(CART).status()).isEqualTo(CartStatus.HELD);
            assertThat(shop.cartEvents(CART)).hasSize(2);
            assertHeld("cart:c-1", LAPSED, "2", "3");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void of_which_something_is_missing_holds_nothing(int steps) {
            actWithCrash(request(CART, "2", "4"), steps);

            assertThat(cart(CART).status()).isEqualTo(CartStatus.REJECTED);
            assertThat(cart(CART).shortages()).singleElement().satisfies(missing -> {
                assertThat(missing.sku()).isEqualTo("pear");
                assertThat(missing.available()).isEqualByComparingTo("3");
            });
            assertFree("3", "3");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void that_is_committed_is_sold_once(int steps) {
            act(request(CART, "2", "3"));

            actWithCrash(new CommitCart(CART, null, now), steps);

            assertFree("1", "0");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void that_is_released_keeps_nothing(int steps) {
            act(request(CART, "2", "3"));

            actWithCrash(new ReleaseCart(CART, null, now), steps);

            assertFree("3", "3");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void that_expires_keeps_nothing(int steps) {
            act(request(CART, "2", "3"));
            now = LAPSED;

            actWithCrash(new ExpireCart(CART, now), steps);

            assertFree("3", "3");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void that_gets_more_time_has_it_for_all_its_holds(int steps) {
            act(request(CART, "2", "3"));

            actWithCrash(new ExtendCart(CART, HOUR, Duration.ofDays(1), null, now), steps);

            assertHeld("cart:c-1", LAPSED.plus(HOUR), "2", "3");
        }

        @Test
        void whose_time_was_over_before_its_stock_was_asked_for_expires() {
            List<CartEvent.AffectsStock> events = decided(request(CART, "2", "3"));
            now = LAPSED;

            events.forEach(carts::on);

            assertThat(cart(CART).status()).isEqualTo(CartStatus.EXPIRED);
            assertFree("3", "3");
        }
    }

    @Nested
    class A_lapsed_hold_of_a_cart {

        @BeforeEach
        void lapse() {
            act(request(CART, "3", "1"));
            now = LAPSED;
        }

        private void issueAllApples() {
            desk.send(new IssueStock(APPLE, new BigDecimal("3"), null, null, now), commands::send);
        }

        @Test
        void is_had_by_whoever_needs_it_and_the_cart_writes_its_expiry_down() {
            issueAllApples();

            assertThat(cart(CART).status()).isEqualTo(CartStatus.EXPIRED);
            assertThat(shop.availableAt(APPLE, now)).isZero();
        }

        @Test
        void is_a_sale_when_the_cart_was_committed_in_time() {
            commands.send(new CommitCart(CART, null, now.minusSeconds(1))); // its process has not come to it

            assertThatThrownBy(this::issueAllApples).isInstanceOf(CommandRefused.class);

            assertThat(shop.holds(APPLE)).isEmpty();
            assertThat(shop.availableAt(APPLE, now)).isZero();
        }

        @Test
        void is_kept_when_the_cart_got_more_time_before() {
            commands.send(new ExtendCart(CART, HOUR, Duration.ofDays(1), null, now.minusSeconds(1)));

            assertThatThrownBy(this::issueAllApples).isInstanceOf(CommandRefused.class);

            assertHeld(APPLE, "cart:c-1", LAPSED.plus(HOUR), "3");
        }
    }

    @Nested
    class An_order_that_takes_a_cart_over {

        private static final Instant DUE = NOON.plus(HOUR);

        @BeforeEach
        void hold() {
            act(request(CART, "2", "3"));
        }

        private List<AffectsStock> placed(String orderId) {
            List<NewLine> lines = List.of(
                    new NewLine(null, "apple", "main", new BigDecimal("2"), BigDecimal.ONE),
                    new NewLine(null, "pear", "main", new BigDecimal("3"), BigDecimal.ONE));
            commands.send(new PlaceOrder(orderId, null, null, "EUR", lines, "c-1", null, HOUR, NOON));
            return events(orderId);
        }

        private List<AffectsStock> events(String orderId) {
            return shop.orderEvents(orderId).stream()
                    .filter(AffectsStock.class::isInstance)
                    .map(AffectsStock.class::cast)
                    .toList();
        }

        private OrderEvent lastOf(String orderId) {
            return shop.orderEvents(orderId).getLast();
        }

        private void crash(List<AffectsStock> events, int steps) {
            shop.crashAfter(steps);
            assertThatThrownBy(() -> events.forEach(orders::on)).isInstanceOf(InMemoryShop.Crash.class);
            shop.neverCrash();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3})
        void has_all_its_holds_until_its_own_deadline(int steps) {
            List<AffectsStock> events = placed(ORDER);
            crash(events, steps);
            assertThat(shop.reserved(APPLE)).as("never let go").isEqualByComparingTo("2");
            assertThat(shop.reserved(PEAR)).as("never let go").isEqualByComparingTo("3");

            events.forEach(orders::on);
            events.forEach(orders::on);

            assertThat(lastOf(ORDER)).isInstanceOf(OrderReserved.class);
            assertHeld(ORDER, DUE, "2", "3");
            assertThat(cart(CART).orderId()).isEqualTo(ORDER);
        }

        /** Between the steps some holds are still the cart's, whose deadline comes first. */
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void keeps_what_a_buyer_finds_lapsed_in_between(int steps) {
            List<AffectsStock> events = placed(ORDER);
            crash(events, steps);
            now = LAPSED;

            for (StockItemId item : List.of(APPLE, PEAR)) {
                assertThatThrownBy(() ->
                                desk.send(new IssueStock(item, new BigDecimal("3"), null, null, now), commands::send))
                        .isInstanceOf(CommandRefused.class);
            }
            assertHeld(ORDER, DUE, "2", "3");
            events.forEach(orders::on);

            assertThat(lastOf(ORDER)).isInstanceOf(OrderReserved.class);
            assertHeld(ORDER, DUE, "2", "3");
        }

        @Test
        void gives_all_back_when_it_expires_before_the_process_comes_to_it() {
            crash(placed(ORDER), 2);
            now = DUE;
            commands.send(new ExpireOrder(ORDER, now));

            events(ORDER).forEach(orders::on);

            assertThat(lastOf(ORDER)).isInstanceOf(OrderExpired.class);
            assertFree("3", "3");
        }

        @Test
        void is_rejected_when_another_one_was_first_and_the_first_one_keeps_all() {
            placed(ORDER).forEach(orders::on);
            List<AffectsStock> second = placed("o-2");

            second.forEach(orders::on);
            second.forEach(orders::on);

            assertThat(lastOf("o-2")).isInstanceOf(OrderRejected.class);
            assertHeld(ORDER, DUE, "2", "3");
        }

        @Test
        void is_rejected_when_the_cart_has_lapsed_and_the_stock_is_free() {
            List<AffectsStock> events = placed(ORDER);
            now = LAPSED;

            events.forEach(orders::on);
            shop.cartEvents(CART).stream()
                    .filter(CartEvent.CartExpired.class::isInstance)
                    .map(CartEvent.AffectsStock.class::cast)
                    .forEach(carts::on);

            assertThat(lastOf(ORDER)).isInstanceOf(OrderRejected.class);
            assertThat(cart(CART).status()).isEqualTo(CartStatus.EXPIRED);
            assertFree("3", "3");
        }
    }
}
