package holdfast.inventory.cart;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.cart.CartCommand.CommitCart;
import holdfast.inventory.cart.CartCommand.ConfirmCart;
import holdfast.inventory.cart.CartCommand.ExtendCart;
import holdfast.inventory.cart.CartCommand.ReleaseCart;
import holdfast.inventory.cart.CartCommand.RequestCart;
import holdfast.inventory.cart.CartCommand.TakeOverCart;
import holdfast.inventory.cart.CartEvent.CartCommitted;
import holdfast.inventory.cart.CartEvent.CartExpired;
import holdfast.inventory.cart.CartEvent.CartExtended;
import holdfast.inventory.cart.CartEvent.CartHeld;
import holdfast.inventory.cart.CartEvent.CartReleased;
import holdfast.inventory.cart.CartEvent.CartRequested;
import holdfast.inventory.cart.CartEvent.CartTakenOver;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CartTest {

    private static final CartId CART = new CartId("c-1");
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant DUE = Instant.parse("2026-05-04T11:00:00Z");
    private static final Instant LATER = Instant.parse("2026-05-04T12:00:00Z");
    private static final Duration WINDOW = Duration.ofHours(2);

    private static final List<CartItem> LINES = List.of(item("milk", "1"), item("beans", "2"), item("milk", "0.5"));
    private static final List<CartItem> ITEMS = List.of(item("beans", "2"), item("milk", "1.5"));
    private static final CartRequested REQUESTED = new CartRequested("c-1", LINES, WINDOW, DUE, NINE);
    private static final CartHeld HELD = new CartHeld("c-1", DUE, NINE);

    private final AggregateTestFixture<Cart> cart = new AggregateTestFixture<>(Cart.class);

    private static CartItem item(String sku, String quantity) {
        return new CartItem(sku, "main", new BigDecimal(quantity));
    }

    @Nested
    class Before_it_exists {

        @Test
        void its_window_counts_from_the_request() {
            cart.givenNoPriorActivity()
                    .when(new RequestCart(CART, LINES, WINDOW, NINE))
                    .expectEvents(REQUESTED)
                    .expectResultMessagePayload(CartState.NONE.evolve(REQUESTED));
        }
    }

    @Nested
    class Once_requested {

        @Test
        void a_confirmation_before_the_deadline_holds_it() {
            cart.given(REQUESTED).when(new ConfirmCart(CART, NINE)).expectEvents(HELD);
        }

        @Test
        void a_confirmation_at_the_very_deadline_expires_it() {
            cart.given(REQUESTED).when(new ConfirmCart(CART, DUE)).expectEvents(new CartExpired("c-1", ITEMS, DUE));
        }
    }

    @Nested
    class Once_held {

        @Test
        void it_is_sold_with_one_quantity_for_each_item_in_SKU_order() {
            cart.given(REQUESTED, HELD)
                    .when(new CommitCart(CART, null, TEN))
                    .expectEvents(new CartCommitted("c-1", ITEMS, TEN));
        }

        @Test
        void it_is_given_back() {
            cart.given(REQUESTED, HELD)
                    .when(new ReleaseCart(CART, 2L, TEN))
                    .expectEvents(new CartReleased("c-1", ITEMS, TEN));
        }

        @Test
        void at_its_very_deadline_nobody_can_commit_it() {
            cart.given(REQUESTED, HELD)
                    .when(new CommitCart(CART, null, DUE))
                    .expectException(CartRefusal.Expired.class)
                    .expectNoEvents();
        }

        @Test
        void more_time_is_added_to_its_deadline() {
            cart.given(REQUESTED, HELD)
                    .when(extend("PT1H", null))
                    .expectEvents(new CartExtended("c-1", LATER, ITEMS, TEN));
        }

        @Test
        void extensions_add_up_to_the_maximum() {
            cart.given(REQUESTED, HELD, new CartExtended("c-1", LATER, ITEMS, NINE))
                    .when(extend("PT1S", null))
                    .expectException(CartRefusal.WindowTooLong.class)
                    .expectExceptionMessage("The reservation can be extended by PT0S at most")
                    .expectNoEvents();
        }

        @Test
        void a_stale_version_is_told_before_too_long_a_window() {
            cart.given(REQUESTED, HELD).when(extend("PT9H", 1L)).expectException(CartRefusal.StaleVersion.class);
            cart.given(REQUESTED, HELD)
                    .when(new CommitCart(CART, 1L, TEN))
                    .expectException(CartRefusal.StaleVersion.class)
                    .expectNoEvents();
        }

        @Test
        void one_order_gets_its_holds_until_its_own_deadline() {
            cart.given(REQUESTED, HELD)
                    .when(new TakeOverCart(CART, "o-1", LATER, TEN))
                    .expectEvents(new CartTakenOver("c-1", "o-1", LATER, TEN));
        }

        @Test
        void at_its_very_deadline_no_order_gets_them() {
            cart.given(REQUESTED, HELD)
                    .when(new TakeOverCart(CART, "o-1", LATER, DUE))
                    .expectEvents(new CartExpired("c-1", ITEMS, DUE));
        }

        private ExtendCart extend(String by, @Nullable Long expectedVersion) {
            return new ExtendCart(CART, Duration.parse(by), Duration.ofHours(3), expectedVersion, TEN);
        }
    }

    @Nested
    class Once_an_order_has_it {

        private final CartTakenOver taken = new CartTakenOver("c-1", "o-1", LATER, TEN);

        @Test
        void the_same_order_is_told_so_again_and_another_one_whose_it_is() {
            CartState state =
                    List.of(REQUESTED, HELD, taken).stream().reduce(CartState.NONE, CartState::evolve, (a, b) -> b);

            cart.given(REQUESTED, HELD, taken)
                    .when(new TakeOverCart(CART, "o-1", LATER, LATER))
                    .expectNoEvents()
                    .expectResultMessagePayload(state);
            cart.given(REQUESTED, HELD, taken)
                    .when(new TakeOverCart(CART, "o-2", LATER, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(state);
            assertThat(state.orderId()).isEqualTo("o-1");
        }

        @Test
        void it_never_expires() {
            cart.given(REQUESTED, HELD, taken)
                    .when(new CartCommand.ExpireCart(CART, LATER))
                    .expectNoEvents();
        }

        @Test
        void a_commit_says_why_it_is_refused() {
            cart.given(REQUESTED, HELD, taken)
                    .when(new CommitCart(CART, null, TEN))
                    .expectException(CartRefusal.InvalidState.class)
                    .expectExceptionMessage("Order o-1 has taken the reservation over");
        }
    }
}
