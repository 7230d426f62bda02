package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockItemId;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.GoodsReturned;
import holdfast.order.OrderEvent.LineComped;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LineVoided;
import holdfast.order.OrderEvent.LinesAdded;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRefunded;
import holdfast.order.OrderEvent.OrderReserved;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderEvent.PaymentReceived;
import holdfast.order.OrderEvent.PaymentRefunded;
import holdfast.order.OrderEvent.ReservationExtended;
import holdfast.order.OrderLine;
import holdfast.order.ReturnedLine;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant DUE = NOON.plusSeconds(900);
    private static final String BEANS = "beans";
    private static final String MAIN = "main";
    private static final long EVERYTHING = Long.MAX_VALUE;

    private Findings findings = new Findings();
    private Ledger ledger = ledger(EVERYTHING, EVERYTHING);
    private long position;

    @BeforeEach
    void receive() {
        happens(new StockReceived(BEANS, MAIN, decimal("1000"), null, NOON));
    }

    private Ledger ledger(long reservation, long amendments) {
        return new Ledger(
                Scope.ALL,
                new Reached(new ReadModelsReached(EVERYTHING, EVERYTHING, EVERYTHING), reservation, amendments),
                findings);
    }

    @Nested
    class While_the_process_is_not_past_the_end_of_an_order {

        @Test
        void its_hold_is_on_its_way_to_be_freed() {
            ledger = ledger(4, EVERYTHING); // the cancellation is event 5
            receive();
            position = 1;
            reserve("o");
            happens(new OrderCancelled("o", null, List.of(), NOON));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void its_sale_is_on_its_way() {
            ledger = ledger(4, EVERYTHING);
            receive();
            position = 1;
            reserve("o");
            happens(new PaymentReceived("o", "p", decimal("5.00"), "CARD", NOON));
            happens(new OrderPaid("o", List.of(), NOON));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void an_order_that_asks_for_stock_may_be_undecided() {
            ledger = ledger(1, EVERYTHING);
            receive();
            happens(placed("o"));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void a_reserved_order_may_hold_more_than_its_lines_but_not_less() {
            ledger = ledger(4, EVERYTHING);
            receive();
            position = 1;
            reserve("more");
            reserve("less");
            happens(new LineQuantityChanged("more", "c", "1", BEANS, MAIN, decimal("1"), decimal("2"), NOON));
            assertThat(kinds()).isEmpty();

            happens(new LineQuantityChanged("less", "c", "1", BEANS, MAIN, decimal("3"), decimal("2"), NOON));
            assertThat(kinds()).containsExactly(Kind.HOLD_DIFFERS_FROM_ORDER);
        }

        @Test
        void a_change_that_is_not_decided_may_hold_for_an_order_that_ended() {
            ledger = ledger(EVERYTHING, 4);
            receive();
            position = 1;
            reserve("o");
            happens(new AdditionRequested("a", "o", List.of(), List.of(), DUE, null, NOON));
            happens(new OrderCancelled("o", null, List.of(), NOON));
            happens(released("o", "2"));
            happens(held("o", "a", "1"));

            assertThat(kinds()).isEmpty();
        }
    }

    @Nested
    class Once_the_process_is_past_the_end_of_an_order {

        @Test
        void a_hold_that_stayed_is_found_with_its_events() {
            reserve("o");
            happens(new OrderCancelled("o", null, List.of(), NOON));

            ledger.close();

            assertThat(list())
                    .containsExactly(
                            Discrepancy.of(Kind.HOLD_WITHOUT_LIVE_ORDER, Subject.hold(item(), "o"), 0, decimal("2"))
                                    .behind(new EventRef(3, "StockReserved")));
        }

        @Test
        void a_sale_that_never_came_is_found() {
            reserve("o");
            pay("o");

            assertThat(kinds()).containsExactly(Kind.HOLD_WITHOUT_LIVE_ORDER, Kind.SOLD_DIFFERS_FROM_ORDER);
        }

        @Test
        void an_order_that_was_never_decided_is_found() {
            happens(placed("o"));

            assertThat(kinds()).containsExactly(Kind.ORDER_UNDECIDED);
        }

        @Test
        void an_order_without_its_hold_is_found() {
            reserve("o");
            happens(released("o", "2"));

            assertThat(kinds()).containsExactly(Kind.HOLD_DIFFERS_FROM_ORDER);
        }

        @Test
        void a_second_sale_is_found() {
            reserve("o");
            pay("o");
            happens(new StockSold(BEANS, MAIN, "o", decimal("2"), NOON));
            assertThat(kinds()).isEmpty();

            happens(new StockSold(BEANS, MAIN, "o", decimal("2"), NOON));

            assertThat(kinds())
                    .containsExactly(
                            Kind.SOLD_NOT_HELD,
                            Kind.RESERVED_OUT_OF_RANGE,
                            Kind.SOLD_NOT_PAID,
                            Kind.RESERVED_NOT_SUM_OF_HOLDS);
        }

        @Test
        void the_stock_of_a_cancelled_order_must_not_be_sold() {
            reserve("o");
            happens(new OrderCancelled("o", null, List.of(), NOON));
            happens(new StockSold(BEANS, MAIN, "o", decimal("2"), NOON));

            assertThat(kinds()).containsExactly(Kind.SOLD_NOT_PAID);
        }

        @Test
        void what_happens_to_it_after_that_is_found() {
            reserve("o");
            happens(new OrderCancelled("o", null, List.of(), NOON));
            happens(released("o", "2"));
            happens(new LinesAdded("o", "c", List.of(), NOON));
            happens(new PaymentReceived("o", "p", decimal("1"), "CARD", NOON));

            assertThat(kinds()).containsExactly(Kind.ORDER_EVENT_OUT_OF_STATE, Kind.PAYMENT_NOT_DUE);
        }
    }

    @Nested
    class At_every_event {

        @Test
        void more_is_never_reserved_than_there_is_and_that_is_found_once() {
            reserve("o");
            happens(held("o", "x", "999"));
            happens(held("o", "y", "1"));

            assertThat(kinds()).containsExactly(Kind.RESERVED_OUT_OF_RANGE, Kind.HOLD_DIFFERS_FROM_ORDER);
        }

        @Test
        void no_more_is_released_than_was_held() {
            reserve("o");
            happens(released("o", "3"));

            assertThat(kinds())
                    .startsWith(Kind.RELEASED_NOT_HELD, Kind.RESERVED_OUT_OF_RANGE, Kind.RESERVED_NOT_SUM_OF_HOLDS);
        }

        @Test
        void one_payment_counts_once_and_the_total_is_what_is_paid() {
            reserve("o");
            happens(new PaymentReceived("o", "p", decimal("5.00"), "CARD", NOON));
            happens(new PaymentReceived("o", "p", decimal("5.00"), "CARD", NOON));
            happens(new OrderPaid("o", List.of(), NOON));
            happens(new StockSold(BEANS, MAIN, "o", decimal("2"), NOON));

            assertThat(kinds()).containsExactly(Kind.PAYMENT_REPEATED, Kind.PAID_DIFFERS_FROM_TOTAL);
        }
    }

    @Nested
    class Of_what_a_till_does {

        @Test
        void a_comped_line_costs_nothing_and_is_sold() {
            reserve("o");
            happens(new LineComped("o", "1", "cold", NOON));
            happens(new OrderPaid("o", List.of(), NOON));
            happens(new StockSold(BEANS, MAIN, "o", decimal("2"), NOON));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void a_line_comped_on_the_draft_stays_so() {
            OrderPlaced placed = placed("o");
            happens(new OrderDrafted("o", null, null, "EUR", placed.lines(), null, NOON));
            happens(new LineComped("o", "1", "cold", NOON));
            reserve("o");
            happens(new OrderPaid("o", List.of(), NOON));
            happens(new StockSold(BEANS, MAIN, "o", decimal("2"), NOON));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void a_voided_part_is_free_and_not_paid_for() {
            reserve("o");
            happens(new LineVoided("o", "c", "1", BEANS, MAIN, decimal("1"), decimal("1"), "typo", NOON));
            assertThat(kinds()).containsExactly(Kind.HOLD_DIFFERS_FROM_ORDER);

            happens(new StockReleased(BEANS, MAIN, "o", "c", decimal("1"), NOON));
            happens(new PaymentReceived("o", "p", decimal("2.50"), "CARD", NOON));
            happens(new OrderPaid("o", List.of(), NOON));
            happens(new StockSold(BEANS, MAIN, "o", decimal("1"), NOON));

            assertThat(kinds()).containsExactly(Kind.HOLD_DIFFERS_FROM_ORDER);
        }

        @Test
        void a_voided_order_holds_nothing() {
            reserve("o");
            happens(new OrderVoided("o", null, List.of(), NOON));
            happens(released("o", "2"));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void money_that_went_back_before_it_was_paid_is_paid_again() {
            reserve("o");
            happens(new PaymentReceived("o", "p", decimal("2.00"), "CARD", NOON));
            happens(refund("1.00"));
            happens(new PaymentReceived("o", "q", decimal("4.00"), "CARD", NOON));
            happens(new OrderPaid("o", List.of(), NOON));
            happens(new StockSold(BEANS, MAIN, "o", decimal("2"), NOON));

            assertThat(kinds()).isEmpty();
        }

        @Test
        void an_extended_hold_lasts_longer() {
            reserve("o");
            happens(new ReservationExtended("o", DUE.plusSeconds(60), List.of(), NOON));
            happens(new HoldExtended(BEANS, MAIN, "o", DUE.plusSeconds(60), NOON));

            assertThat(kinds()).isEmpty();
            assertThat(ledger.stock().hold("o", item())).returns(DUE.plusSeconds(60), HoldAccount::expiresAt);
        }

        @Test
        void only_what_is_held_is_extended() {
            happens(new HoldExtended(BEANS, MAIN, "o", DUE, NOON));

            assertThat(kinds()).containsExactly(Kind.EXTENDED_NOT_HELD);
        }

        @Test
        void goods_that_a_refund_names_come_back_once() {
            sell("o");
            happens(refund("5.00"));
            happens(goods("1"));
            happens(new OrderRefunded("o", NOON));
            happens(returned("1"));
            assertThat(ledger.stock().items())
                    .singleElement()
                    .satisfies(item -> assertThat(item.onHand()).isEqualByComparingTo("999"));
            assertThat(kinds()).isEmpty();

            happens(returned("1"));
            assertThat(kinds()).containsExactly(Kind.RETURNED_DIFFERS_FROM_REFUND);
        }

        @Test
        void other_quantities_than_the_refund_names_are_found() {
            sell("o");
            happens(goods("1"));
            happens(returned("2"));

            assertThat(kinds()).containsExactly(Kind.RETURNED_DIFFERS_FROM_REFUND);
        }

        @Test
        void goods_that_never_came_back_are_found_once_the_process_is_past_the_refund() {
            sell("o");
            happens(goods("1"));
            assertThat(kinds()).containsExactly(Kind.RETURNED_DIFFERS_FROM_REFUND);
        }

        @Test
        void goods_are_on_their_way_before_that() {
            ledger = ledger(6, EVERYTHING);
            receive();
            position = 1;
            sell("o");
            happens(goods("1"));

            assertThat(kinds()).isEmpty();
        }

        private void sell(String orderId) {
            reserve(orderId);
            pay(orderId);
            happens(new StockSold(BEANS, MAIN, orderId, decimal("2"), NOON));
        }

        private PaymentRefunded refund(String amount) {
            return new PaymentRefunded("o", "r", "p", decimal(amount), "broken", true, NOON);
        }

        private GoodsReturned goods(String quantity) {
            return new GoodsReturned("o", "r", List.of(new ReturnedLine("1", BEANS, MAIN, decimal(quantity))), NOON);
        }

        private StockReturned returned(String quantity) {
            return new StockReturned(BEANS, MAIN, "o", "r", decimal(quantity), NOON);
        }
    }

    /**
     * Two hundred thousand events of orders that come and go leave what one order left: nothing. What stays is the one
     * stock item and the holds and orders that are open at a time, whatever went before.
     */
    @Test
    void it_remembers_nothing_of_events_that_are_settled() {
        int openAtATime = 20;
        for (int order = 0; position < 200_000; order++) {
            reserve("o" + order);
            if (order >= openAtATime) {
                settle("o" + (order - openAtATime), order % 2 == 0);
            }
            if (order % 1_000 == 0) {
                happens(new StockReceived(BEANS, MAIN, decimal("1000"), null, NOON));
            }
            assertThat(ledger.stock().items()).hasSize(1);
            assertThat(ledger.stock().openHolds()).isLessThanOrEqualTo(openAtATime + 1);
            assertThat(ledger.orders().open()).hasSizeLessThanOrEqualTo(openAtATime + 1);
        }
        assertThat(kinds()).isEmpty();
    }

    private void settle(String orderId, boolean isPaid) {
        if (isPaid) {
            pay(orderId);
            happens(new StockSold(BEANS, MAIN, orderId, decimal("2"), NOON));
        } else {
            happens(new OrderCancelled(orderId, null, List.of(), NOON));
            happens(released(orderId, "2"));
        }
    }

    private void reserve(String orderId) {
        happens(placed(orderId));
        happens(held(orderId, "placed", "2"));
        happens(new OrderReserved(orderId, DUE, NOON));
    }

    private void pay(String orderId) {
        happens(new PaymentReceived(orderId, "p", decimal("5.00"), "CARD", NOON));
        happens(new OrderPaid(orderId, List.of(new ItemQuantity(BEANS, MAIN, decimal("2"))), NOON));
    }

    private static OrderPlaced placed(String orderId) {
        OrderLine line = new OrderLine("1", BEANS, MAIN, decimal("2"), decimal("2.50"));
        return new OrderPlaced(orderId, null, null, "EUR", List.of(line), null, DUE, NOON);
    }

    private static StockReserved held(String orderId, String ref, String quantity) {
        return new StockReserved(BEANS, MAIN, orderId, ref, decimal(quantity), DUE, NOON);
    }

    private static StockReleased released(String orderId, String quantity) {
        return new StockReleased(BEANS, MAIN, orderId, null, decimal(quantity), NOON);
    }

    private void happens(StockEvent event) {
        ledger.apply(ref(event), event);
    }

    private void happens(OrderEvent event) {
        ledger.apply(ref(event), event);
    }

    private void happens(AdditionRequested event) {
        ledger.apply(ref(event), event);
    }

    private EventRef ref(Object event) {
        position++;
        return new EventRef(position, event.getClass().getSimpleName());
    }

    private static StockItemId item() {
        return new StockItemId(BEANS, MAIN);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private List<Kind> kinds() {
        ledger.close();
        return list().stream().map(Discrepancy::kind).toList();
    }

    private List<Discrepancy> list() {
        return findings.list(UnaryOperator.identity());
    }
}
