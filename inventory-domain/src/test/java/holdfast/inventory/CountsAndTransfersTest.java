package holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.StockCommand.ChangeSafetyStock;
import holdfast.inventory.StockCommand.CountStock;
import holdfast.inventory.StockCommand.IssueStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockCommand.TransferStockIn;
import holdfast.inventory.StockCommand.TransferStockOut;
import holdfast.inventory.StockEvent.SafetyStockChanged;
import holdfast.inventory.StockEvent.StockCounted;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.inventory.StockRefusal.InsufficientStock;
import holdfast.inventory.StockRefusal.LapsedHoldsInTheWay;
import holdfast.inventory.StockRefusal.StaleVersion;
import holdfast.inventory.StockRefusal.TooManyDecimals;
import holdfast.inventory.StockRefusal.UnknownSku;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CountsAndTransfersTest {

    private static final StockItemId BEANS = new StockItemId("beans", "main");
    private static final StockItemId SHOP = new StockItemId("beans", "shop-2");
    private static final StockItemId MILK = new StockItemId("milk", "main");
    private static final String ANN = "order-ann";
    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-05-04T11:00:00Z");

    private final AggregateTestFixture<StockItem> stock = new AggregateTestFixture<>(StockItem.class);

    @BeforeEach
    void define_the_skus() {
        stock.registerInjectableResource(
                new InMemoryCatalog().define("beans", 2, "0").define("milk", 0, "2"));
    }

    @Nested
    class A_count {

        @Test
        void of_more_than_the_books_say_adds_the_variance() {
            stock.given(received("10"))
                    .when(count("11.50"))
                    .expectEvents(counted("11.5", "1.5"))
                    .expectResultMessagePayload(change(BEANS, 2, level("10", "0"), level("11.5", "0")));
        }

        @Test
        void of_less_takes_it_away() {
            stock.given(received("10"))
                    .when(count("8"))
                    .expectEvents(counted("8", "-2"))
                    .expectResultMessagePayload(change(BEANS, 2, level("10", "0"), level("8", "0")));
        }

        @Test
        void of_what_the_books_say_is_kept_as_well() {
            stock.given(received("10")).when(count("10.00")).expectEvents(counted("10", "0"));
        }

        @Test
        void of_nothing_empties_the_shelf() {
            stock.given(received("10")).when(count("0")).expectEvents(counted("0", "-10"));
        }

        @Test
        void opens_a_location_where_goods_turned_up() {
            stock.givenNoPriorActivity()
                    .when(count("3"))
                    .expectEvents(counted("3", "3"))
                    .expectResultMessagePayload(change(BEANS, 1, level("0", "0"), level("3", "0")));
        }

        @Test
        void is_possible_down_to_what_is_reserved() {
            stock.given(received("10"), reserved("4"))
                    .when(count("4"))
                    .expectEvents(counted("4", "-6"))
                    .expectResultMessagePayload(change(BEANS, 3, level("10", "4"), level("4", "4")));
        }

        @Test
        void below_what_is_reserved_is_refused() {
            stock.given(received("10"), reserved("4"))
                    .when(count("3.99"))
                    .expectException(InsufficientStock.class)
                    .expectExceptionMessage("Of beans at main 6 is available, not 6.01")
                    .expectNoEvents();
        }

        @Test
        void below_a_lapsed_hold_asks_its_holder_first() {
            stock.given(received("10"), reserved("4"))
                    .when(new CountStock(BEANS, new BigDecimal("3"), null, ELEVEN))
                    .expectException(LapsedHoldsInTheWay.class)
                    .expectExceptionMessage("Lapsed holds at beans@main wait for their holders: [order-ann]")
                    .expectNoEvents();
        }

        @Test
        void needs_no_safety_stock_to_be_there() {
            stock.given(milkReceived("5"))
                    .when(new CountStock(MILK, BigDecimal.ONE, null, TEN))
                    .expectEvents(new StockCounted("milk", "main", new BigDecimal("1"), new BigDecimal("-4"), TEN));
        }

        @Test
        void with_a_stale_version_is_refused() {
            stock.given(received("10"), reserved("4"))
                    .when(new CountStock(BEANS, new BigDecimal("9"), 1L, TEN))
                    .expectException(StaleVersion.class)
                    .expectNoEvents();
        }

        @Test
        void with_too_many_decimals_is_refused() {
            stock.given(received("10"))
                    .when(count("1.234"))
                    .expectException(TooManyDecimals.class)
                    .expectExceptionMessage("SKU beans takes quantities with at most 2 decimals")
                    .expectNoEvents();
        }

        @Test
        void of_an_unknown_sku_is_refused() {
            stock.givenNoPriorActivity()
                    .when(new CountStock(new StockItemId("tea", "main"), BigDecimal.ONE, null, TEN))
                    .expectException(UnknownSku.class)
                    .expectNoEvents();
        }
    }

    @Nested
    class A_transfer_out {

        @Test
        void takes_what_is_available() {
            stock.given(received("10"))
                    .when(out("t-1", "3.50"))
                    .expectEvents(left("t-1", "3.5", 0))
                    .expectResultMessagePayload(change(BEANS, 2, level("10", "0"), level("6.5", "0")));
        }

        @Test
        void names_the_one_before_it() {
            stock.given(received("10"), left("t-1", "1", 0), reserved("4"))
                    .when(out("t-2", "2"))
                    .expectEvents(left("t-2", "2", 2));
        }

        @Test
        void to_another_location_has_another_one_before_it() {
            stock.given(received("10"), left("t-1", "1", 0))
                    .when(new TransferStockOut(BEANS, "t-2", "shop-3", BigDecimal.ONE, null, TEN))
                    .expectEvents(new StockTransferredOut("beans", "main", "t-2", "shop-3", BigDecimal.ONE, 0, TEN));
        }

        @Test
        void of_what_is_held_is_refused() {
            stock.given(received("10"), reserved("4"))
                    .when(out("t-1", "6.01"))
                    .expectException(InsufficientStock.class)
                    .expectNoEvents();
        }

        @Test
        void of_safety_stock_is_refused() {
            stock.given(milkReceived("5"))
                    .when(new TransferStockOut(MILK, "t-1", "shop-2", new BigDecimal("4"), null, TEN))
                    .expectException(InsufficientStock.class)
                    .expectExceptionMessage("Of milk at main 3 is available, not 4")
                    .expectNoEvents();
        }

        @Test
        void of_what_a_lapsed_hold_keeps_asks_its_holder_first() {
            stock.given(received("10"), reserved("4"))
                    .when(new TransferStockOut(BEANS, "t-1", "shop-2", new BigDecimal("7"), null, ELEVEN))
                    .expectException(LapsedHoldsInTheWay.class)
                    .expectNoEvents();
        }

        @Test
        void where_nothing_ever_was_is_refused() {
            stock.givenNoPriorActivity().when(out("t-1", "1")).expectException(InsufficientStock.class);
        }

        @Test
        void with_a_stale_version_is_refused() {
            stock.given(received("10"), reserved("4"))
                    .when(new TransferStockOut(BEANS, "t-1", "shop-2", BigDecimal.ONE, 1L, TEN))
                    .expectException(StaleVersion.class)
                    .expectNoEvents();
        }
    }

    @Nested
    class A_transfer_in {

        @Test
        void opens_the_location() {
            stock.givenNoPriorActivity().when(in("t-1", "3.5", 2, 0)).expectEvents(arrived("t-1", "3.5", 2));
        }

        @Test
        void adds_to_what_is_there() {
            stock.given(new StockReceived("beans", "shop-2", BigDecimal.ONE, null, NINE))
                    .when(in("t-1", "3.5", 2, 0))
                    .expectEvents(arrived("t-1", "3.5", 2));
        }

        @Test
        void that_arrived_before_does_nothing() {
            stock.given(arrived("t-1", "3.5", 2))
                    .when(in("t-1", "3.5", 2, 0))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void that_arrived_before_a_later_one_does_nothing() {
            stock.given(arrived("t-1", "3.5", 2), arrived("t-2", "1", 3))
                    .when(in("t-1", "3.5", 2, 0))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void follows_the_one_before_it() {
            stock.given(arrived("t-1", "3.5", 2)).when(in("t-2", "1", 5, 2)).expectEvents(arrived("t-2", "1", 5));
        }

        @Test
        void never_overtakes_the_one_before_it() {
            stock.given(arrived("t-1", "3.5", 2))
                    .when(in("t-3", "1", 7, 5))
                    .expectException(IllegalStateException.class)
                    .expectNoEvents();
        }
    }

    @Nested
    class The_safety_stock_of_a_location {

        @Test
        void is_kept_back_from_an_issue_in_the_place_of_that_of_all() {
            stock.given(milkReceived("5"), keeping("4"))
                    .when(new IssueStock(MILK, new BigDecimal("2"), null, null, TEN))
                    .expectException(InsufficientStock.class)
                    .expectExceptionMessage("Of milk at main 1 is available, not 2")
                    .expectNoEvents();
        }

        @Test
        void may_be_less_than_that_of_all() {
            stock.given(milkReceived("5"), keeping("0"))
                    .when(new ReserveStock(MILK, ANN, "1", new BigDecimal("5"), ELEVEN, TEN))
                    .expectResultMessagePayload(new ReserveOutcome.Held());
        }

        @Test
        void is_kept_back_from_a_reservation() {
            stock.given(milkReceived("5"), keeping("4"))
                    .when(new ReserveStock(MILK, ANN, "1", new BigDecimal("2"), ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new ReserveOutcome.NotEnough(new BigDecimal("1")));
        }

        @Test
        void is_kept_back_from_a_transfer() {
            stock.given(milkReceived("5"), keeping("4"))
                    .when(new TransferStockOut(MILK, "t-1", "shop-2", new BigDecimal("2"), null, TEN))
                    .expectException(InsufficientStock.class)
                    .expectNoEvents();
        }

        @Test
        void is_changed_by_an_event_that_moves_nothing() {
            stock.given(milkReceived("5"))
                    .when(new ChangeSafetyStock(MILK, new BigDecimal("3"), 1L, TEN))
                    .expectEvents(new SafetyStockChanged("milk", "main", new BigDecimal("3"), TEN))
                    .expectResultMessagePayload(change(MILK, 2, level("5", "0"), level("5", "0")));
        }

        @Test
        void that_is_said_again_changes_nothing() {
            stock.given(milkReceived("5"), keeping("3"))
                    .when(new ChangeSafetyStock(MILK, new BigDecimal("3"), null, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(change(MILK, 2, level("5", "0"), level("5", "0")));
        }

        @Test
        void can_be_said_before_anything_arrives() {
            stock.givenNoPriorActivity()
                    .when(new ChangeSafetyStock(MILK, new BigDecimal("3"), null, TEN))
                    .expectEvents(keepingAt("3", TEN));
        }

        @Test
        void with_a_stale_version_is_refused() {
            stock.given(milkReceived("5"), keeping("3"))
                    .when(new ChangeSafetyStock(MILK, new BigDecimal("4"), 1L, TEN))
                    .expectException(StaleVersion.class)
                    .expectNoEvents();
        }

        @Test
        void with_too_many_decimals_is_refused() {
            stock.given(milkReceived("5"))
                    .when(new ChangeSafetyStock(MILK, new BigDecimal("0.5"), null, TEN))
                    .expectException(TooManyDecimals.class)
                    .expectNoEvents();
        }
    }

    @Nested
    class The_state {

        @Test
        void knows_what_left_and_what_arrived() {
            StockItemState state = stateAfter(
                    received("10"),
                    left("t-1", "2", 0),
                    left("t-2", "3", 2),
                    new StockTransferredIn("beans", "main", "t-9", "shop-2", new BigDecimal("1.5"), 4, TEN));

            assertThat(state.onHand()).isEqualByComparingTo("6.5");
            assertThat(state.transfers().sent()).isEqualByComparingTo("5");
            assertThat(state.transfers().arrived()).isEqualByComparingTo("1.5");
            assertThat(state.transfers().lastSentTo("shop-2")).isEqualTo(3);
            assertThat(state.transfers().lastArrivedFrom("shop-2")).isEqualTo(4);
            assertThat(state.transfers().lastSentTo("elsewhere")).isZero();
            assertThat(state.version()).isEqualTo(4);
        }
    }

    private static CountStock count(String counted) {
        return new CountStock(BEANS, new BigDecimal(counted), null, TEN);
    }

    private static TransferStockOut out(String transferId, String quantity) {
        return new TransferStockOut(BEANS, transferId, "shop-2", new BigDecimal(quantity), null, TEN);
    }

    private static TransferStockIn in(String transferId, String quantity, long outVersion, long previous) {
        return new TransferStockIn(SHOP, transferId, "main", new BigDecimal(quantity), outVersion, previous, TEN);
    }

    private static StockReceived received(String quantity) {
        return new StockReceived("beans", "main", new BigDecimal(quantity), "PO-7", NINE);
    }

    private static StockReceived milkReceived(String quantity) {
        return new StockReceived("milk", "main", new BigDecimal(quantity), "PO-7", NINE);
    }

    private static StockReserved reserved(String quantity) {
        return new StockReserved("beans", "main", ANN, "1", new BigDecimal(quantity), ELEVEN, NINE);
    }

    private static StockCounted counted(String counted, String variance) {
        return new StockCounted("beans", "main", new BigDecimal(counted), new BigDecimal(variance), TEN);
    }

    private static StockTransferredOut left(String transferId, String quantity, long previous) {
        return new StockTransferredOut("beans", "main", transferId, "shop-2", new BigDecimal(quantity), previous, TEN);
    }

    private static StockTransferredIn arrived(String transferId, String quantity, long outVersion) {
        return new StockTransferredIn("beans", "shop-2", transferId, "main", new BigDecimal(quantity), outVersion, TEN);
    }

    private static SafetyStockChanged keeping(String quantity) {
        return keepingAt(quantity, NINE);
    }

    private static SafetyStockChanged keepingAt(String quantity, Instant at) {
        return new SafetyStockChanged("milk", "main", new BigDecimal(quantity), at);
    }

    private static StockLevel level(String onHand, String reserved) {
        return new StockLevel(new BigDecimal(onHand), new BigDecimal(reserved));
    }

    private static StockChange change(StockItemId item, long version, StockLevel before, StockLevel after) {
        return new StockChange(item, version, before, after);
    }

    private static StockItemState stateAfter(StockEvent... events) {
        return List.of(events).stream().reduce(StockItemState.NONE, StockItemState::evolve, (one, other) -> other);
    }
}
