package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.HoldTakenOver;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.cart.CartEvent;
import holdfast.inventory.cart.CartEvent.CartCommitted;
import holdfast.inventory.cart.CartEvent.CartExpired;
import holdfast.inventory.cart.CartEvent.CartHeld;
import holdfast.inventory.cart.CartEvent.CartReleased;
import holdfast.inventory.cart.CartEvent.CartRequested;
import holdfast.inventory.cart.CartEvent.CartTakenOver;
import holdfast.inventory.cart.CartItem;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderReserved;
import holdfast.order.OrderLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CartLedgerTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant DUE = NOON.plusSeconds(900);
    private static final long EVERYTHING = Long.MAX_VALUE;
    private static final BigDecimal TWO = new BigDecimal("2");
    private static final List<CartItem> ITEMS = List.of(new CartItem("beans", "main", TWO));

    private final Findings findings = new Findings();
    private Ledger ledger = ledgerUpTo(EVERYTHING);
    private long position;

    private Ledger ledgerUpTo(long reservation) {
        return new Ledger(
                Scope.ALL,
                new Reached(new ReadModelsReached(EVERYTHING, EVERYTHING, EVERYTHING), reservation, EVERYTHING),
                findings);
    }

    @BeforeEach
    void receive() {
        happens(new StockReceived("beans", "main", new BigDecimal("1000"), null, NOON));
    }

    private void hold(String cart) {
        happens(new CartRequested(cart, ITEMS, Duration.ofMinutes(15), DUE, NOON));
        happens(new StockReserved("beans", "main", "cart:" + cart, "requested", TWO, DUE, NOON));
        happens(new CartHeld(cart, DUE, NOON));
    }

    private void place(String order, String cart) {
        OrderLine line = new OrderLine("1", "beans", "main", TWO, BigDecimal.ONE);
        happens(new OrderPlaced(order, null, null, "EUR", List.of(line), cart, null, DUE, NOON));
        happens(new CartTakenOver(cart, order, DUE, NOON));
    }

    private void takeOver(String order, String cart) {
        place(order, cart);
        happens(new HoldTakenOver("beans", "main", "cart:" + cart, order, "placed", TWO, DUE, NOON));
        happens(new OrderReserved(order, DUE, NOON));
    }

    @Nested
    class While_the_process_is_not_past_the_end_of_a_cart {

        @BeforeEach
        void heldOnly() {
            position = 0;
            ledger = ledgerUpTo(4);
            receive();
            hold("c");
        }

        @Test
        void its_sale_is_on_its_way() {
            happens(new CartCommitted("c", ITEMS, NOON));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void its_hold_is_on_its_way_to_be_freed() {
            happens(new CartReleased("c", ITEMS, NOON));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void its_hold_is_on_its_way_to_the_order() {
            place("o", "c");

            assertThat(kinds()).isEmpty();
        }
    }

    @Nested
    class Once_the_process_is_past_it {

        @Test
        void a_hold_that_stayed_is_found() {
            hold("c");
            happens(new CartExpired("c", ITEMS, NOON));

            ledger.close();

            assertThat(list())
                    .containsExactly(Discrepancy.of(
                                    Kind.HOLD_WITHOUT_LIVE_CART,
                                    new Subject("beans", "main", null, "c", null),
                                    BigDecimal.ZERO,
                                    TWO)
                            .behind(new EventRef(3, "StockReserved")));
        }

        @Test
        void a_hold_that_did_not_follow_its_order_is_found_on_both_sides() {
            hold("c");
            place("o", "c");
            happens(new OrderReserved("o", DUE, NOON));

            assertThat(kinds()).containsExactlyInAnyOrder(Kind.HOLD_WITHOUT_LIVE_CART, Kind.HOLD_DIFFERS_FROM_ORDER);
        }

        @Test
        void a_sale_that_is_missing_is_found() {
            hold("c");
            happens(new CartCommitted("c", ITEMS, NOON));

            assertThat(kinds()).containsExactlyInAnyOrder(Kind.HOLD_WITHOUT_LIVE_CART, Kind.SOLD_DIFFERS_FROM_CART);
        }
    }

    @Test
    void it_remembers_nothing_of_carts_that_are_settled() {
        for (int cart = 0; cart < 10_000; cart++) {
            String id = "c" + cart;
            hold(id);
            switch (cart % 3) {
                case 0 -> {
                    happens(new CartReleased(id, ITEMS, NOON));
                    happens(new StockReleased("beans", "main", "cart:" + id, null, TWO, NOON));
                }
                case 1 -> {
                    happens(new CartCommitted(id, ITEMS, NOON));
                    happens(new StockSold("beans", "main", "cart:" + id, TWO, NOON));
                    happens(new StockReceived("beans", "main", TWO, null, NOON));
                }
                default -> {
                    takeOver("o" + cart, id);
                    happens(new OrderEvent.OrderCancelled("o" + cart, null, List.of(), NOON));
                    happens(new StockReleased("beans", "main", "o" + cart, null, TWO, NOON));
                }
            }
            assertThat(ledger.carts().open()).isEmpty();
            assertThat(ledger.orders().open()).isEmpty();
            assertThat(ledger.stock().openHolds()).isZero();
        }
        assertThat(kinds()).isEmpty();
    }

    private void happens(StockEvent event) {
        ledger.apply(ref(event), event);
    }

    private void happens(CartEvent event) {
        ledger.apply(ref(event), event);
    }

    private void happens(OrderEvent event) {
        ledger.apply(ref(event), event);
    }

    private EventRef ref(Object event) {
        position++;
        return new EventRef(position, event.getClass().getSimpleName());
    }

    private List<Kind> kinds() {
        ledger.close();
        return list().stream().map(Discrepancy::kind).toList();
    }

    private List<Discrepancy> list() {
        return findings.list(UnaryOperator.identity());
    }
}
