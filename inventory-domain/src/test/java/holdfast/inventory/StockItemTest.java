package holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.inventory.ReserveOutcome.Held;
import holdfast.inventory.ReserveOutcome.NotEnough;
import holdfast.inventory.ReserveOutcome.TooLate;
import holdfast.inventory.StockCommand.AdjustStock;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ExtendHold;
import holdfast.inventory.StockCommand.IssueStock;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.ReleaseHold;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockCommand.ReturnStock;
import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.StockAdjusted;
import holdfast.inventory.StockEvent.StockIssued;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockRefusal.InsufficientStock;
import holdfast.inventory.StockRefusal.LapsedHoldsInTheWay;
import holdfast.inventory.StockRefusal.StaleVersion;
import holdfast.inventory.StockRefusal.TooManyDecimals;
import holdfast.inventory.StockRefusal.UnknownSku;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockItemTest {

    private static final StockItemId BEANS = new StockItemId("beans", "main");
    private static final StockItemId MILK = new StockItemId("milk", "main");
    private static final StockItemId TEA = new StockItemId("tea", "main");

    private static final String ANN = "order-ann";
    private static final String BOB = "order-bob";
    private static final String CAROL = "order-carol";

    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant JUST_BEFORE_ELEVEN = Instant.parse("2026-05-04T10:59:59.999999Z");
    private static final Instant ELEVEN = Instant.parse("2026-05-04T11:00:00Z");
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant ONE = Instant.parse("2026-05-04T13:00:00Z");

    private final AggregateTestFixture<StockItem> stock = new AggregateTestFixture<>(StockItem.class);

    @BeforeEach
    void define_the_skus() {
        stock.registerInjectableResource(
                new InMemoryCatalog().define("beans", 2, "0").define("milk", 0, "2"));
    }

    @Nested
    class Before_the_first_receipt {

        @Test
        void a_receipt_opens_the_location() {
            stock.givenNoPriorActivity()
                    .when(receive("11.520", null, TEN))
                    .expectEvents(received("11.52", TEN))
                    .expectResultMessagePayload(change(1, level("0", "0"), level("11.52", "0")));
        }

        @Test
        void a_receipt_that_expects_no_version_yet_is_taken() {
            stock.givenNoPriorActivity().when(receive("1E+1", 0L, TEN)).expectEvents(received("10", TEN));
        }

        @Test
        void a_receipt_that_expects_a_version_is_refused() {
            stock.givenNoPriorActivity()
                    .when(receive("1", 1L, TEN))
                    .expectException(StaleVersion.class)
                    .expectExceptionMessage("Version 1 was expected, the current one is 0")
                    .expectNoEvents();
        }

        @Test
        void a_receipt_of_an_unknown_sku_is_refused() {
            stock.givenNoPriorActivity()
                    .when(new ReceiveStock(TEA, new BigDecimal("1"), "PO-7", null, TEN))
                    .expectException(UnknownSku.class)
                    .expectExceptionMessage("SKU tea is not defined")
                    .expectNoEvents();
        }

        @Test
        void a_receipt_with_too_many_decimals_is_refused() {
            stock.givenNoPriorActivity()
                    .when(receive("11.525", null, TEN))
                    .expectException(TooManyDecimals.class)
                    .expectExceptionMessage("SKU beans takes quantities with at most 2 decimals")
                    .expectNoEvents();
        }

        @Test
        void an_adjustment_up_opens_the_location_too() {
            stock.givenNoPriorActivity()
                    .when(adjust("1.50", TEN))
                    .expectEvents(adjusted("1.5", TEN))
                    .expectResultMessagePayload(change(1, level("0", "0"), level("1.5", "0")));
        }

        @Test
        void there_is_nothing_to_adjust_down() {
            stock.givenNoPriorActivity()
                    .when(adjust("-1", TEN))
                    .expectException(insufficient(BEANS, "1", "0"))
                    .expectNoEvents();
        }

        @Test
        void there_is_nothing_to_issue() {
            stock.givenNoPriorActivity()
                    .when(issue("1", TEN))
                    .expectException(insufficient(BEANS, "1", "0"))
                    .expectNoEvents();
        }

        @Test
        void there_is_nothing_to_reserve() {
            stock.givenNoPriorActivity()
                    .when(reserve(ANN, "1", "1", ELEVEN, TEN))
                    .expectException(AggregateNotFoundException.class)
                    .expectNoEvents();
        }
    }

    @Nested
    class With_stock_on_hand {

        @Test
        void a_further_receipt_adds_to_it() {
            stock.given(received("1.5", NINE))
                    .when(receive("2.25", 1L, TEN))
                    .expectEvents(received("2.25", TEN))
                    .expectResultMessagePayload(change(2, level("1.5", "0"), level("3.75", "0")));
        }

        @Test
        void a_receipt_with_a_stale_version_is_refused() {
            stock.given(received("1", NINE), received("2", NINE))
                    .when(receive("3", 1L, TEN))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void five_sales_of_one_leave_exactly_the_rest() {
            stock.given(
                            received("11.52", NINE),
                            issued("1", NINE),
                            issued("1", NINE),
                            issued("1", NINE),
                            issued("1", NINE))
                    .when(issue("1", TEN))
                    .expectEvents(issued("1", TEN))
                    .expectResultMessagePayload(change(6, level("7.52", "0"), level("6.52", "0")));
        }

        @Test
        void it_can_be_adjusted_up() {
            stock.given(received("1", NINE))
                    .when(adjust("0.50", TEN))
                    .expectEvents(adjusted("0.5", TEN))
                    .expectResultMessagePayload(change(2, level("1", "0"), level("1.5", "0")));
        }

        @Test
        void it_can_be_adjusted_down_to_nothing() {
            stock.given(received("1.5", NINE))
                    .when(adjust("-1.5", TEN))
                    .expectEvents(adjusted("-1.5", TEN))
                    .expectResultMessagePayload(change(2, level("1.5", "0"), level("0", "0")));
        }

        @Test
        void it_is_never_adjusted_below_nothing() {
            stock.given(received("1.5", NINE))
                    .when(adjust("-1.51", TEN))
                    .expectException(insufficient(BEANS, "1.51", "1.5"))
                    .expectNoEvents();
        }

        @Test
        void an_adjustment_with_too_many_decimals_is_refused() {
            stock.given(received("1.5", NINE))
                    .when(adjust("-0.001", TEN))
                    .expectException(TooManyDecimals.class)
                    .expectNoEvents();
        }

        @Test
        void an_adjustment_with_a_stale_version_is_refused() {
            stock.given(received("1", NINE), received("2", NINE))
                    .when(new AdjustStock(BEANS, new BigDecimal("-1"), "DAMAGED", 1L, TEN))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void an_issue_takes_the_last_of_it() {
            stock.given(received("1.5", NINE))
                    .when(issue("1.50", TEN))
                    .expectEvents(issued("1.5", TEN))
                    .expectResultMessagePayload(change(2, level("1.5", "0"), level("0", "0")));
        }

        @Test
        void an_issue_of_more_is_refused() {
            stock.given(received("1.5", NINE))
                    .when(issue("1.51", TEN))
                    .expectException(insufficient(BEANS, "1.51", "1.5"))
                    .expectNoEvents();
        }

        @Test
        void an_issue_with_too_many_decimals_is_refused() {
            stock.given(received("1.5", NINE))
                    .when(issue("0.001", TEN))
                    .expectException(TooManyDecimals.class)
                    .expectNoEvents();
        }

        @Test
        void an_issue_with_a_stale_version_is_refused() {
            stock.given(received("1", NINE), received("2", NINE))
                    .when(new IssueStock(BEANS, new BigDecimal("1"), "till-3", 1L, TEN))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void a_lack_of_stock_outranks_a_stale_version() {
            stock.given(received("1", NINE))
                    .when(new IssueStock(BEANS, new BigDecimal("2"), "till-3", 7L, TEN))
                    .expectException(insufficient(BEANS, "2", "1"))
                    .expectNoEvents();
        }

        @Test
        void a_reservation_is_held() {
            stock.given(received("5", NINE))
                    .when(reserve(ANN, "1", "2.50", ELEVEN, TEN))
                    .expectEvents(reserved(ANN, "1", "2.5", ELEVEN, TEN))
                    .expectResultMessagePayload(new Held())
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void a_reservation_of_exactly_the_last_piece_is_held() {
            stock.given(received("1", NINE))
                    .when(reserve(ANN, "1", "1", ELEVEN, TEN))
                    .expectEvents(reserved(ANN, "1", "1", ELEVEN, TEN))
                    .expectResultMessagePayload(new Held());
        }

        @Test
        void a_reservation_of_more_learns_what_is_available() {
            stock.given(received("1.50", NINE))
                    .when(reserve(ANN, "1", "1.51", ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NotEnough(new BigDecimal("1.5")));
        }

        @Test
        void a_reservation_just_before_its_deadline_is_held() {
            stock.given(received("1", NINE))
                    .when(reserve(ANN, "1", "1", ELEVEN, JUST_BEFORE_ELEVEN))
                    .expectEvents(reserved(ANN, "1", "1", ELEVEN, JUST_BEFORE_ELEVEN))
                    .expectResultMessagePayload(new Held());
        }

        @Test
        void a_reservation_at_its_very_deadline_is_too_late() {
            stock.given(received("1", NINE))
                    .when(reserve(ANN, "1", "1", ELEVEN, ELEVEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new TooLate());
        }

        @Test
        void giving_back_what_nobody_holds_does_nothing() {
            stock.given(received("1", NINE))
                    .when(releasePart(ANN, "less", "1", TEN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void releasing_what_nobody_holds_does_nothing() {
            stock.given(received("1", NINE))
                    .when(new ReleaseHold(BEANS, ANN, TEN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void selling_what_nobody_holds_does_nothing() {
            stock.given(received("1", NINE))
                    .when(commit(ANN, "1", TEN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }
    }

    @Nested
    class With_safety_stock {

        @Test
        void an_issue_leaves_it_untouched() {
            stock.given(milkReceived("5"))
                    .when(new IssueStock(MILK, new BigDecimal("3"), null, null, TEN))
                    .expectEvents(new StockIssued("milk", "main", new BigDecimal("3"), null, TEN));
        }

        @Test
        void an_issue_that_needs_it_is_refused() {
            stock.given(milkReceived("5"))
                    .when(new IssueStock(MILK, new BigDecimal("4"), null, null, TEN))
                    .expectException(insufficient(MILK, "4", "3"))
                    .expectNoEvents();
        }

        @Test
        void a_reservation_that_needs_it_is_refused() {
            stock.given(milkReceived("5"))
                    .when(new ReserveStock(MILK, ANN, "1", new BigDecimal("4"), ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NotEnough(new BigDecimal("3")));
        }

        @Test
        void less_on_hand_than_is_kept_back_means_that_nothing_is_available() {
            stock.given(milkReceived("1"))
                    .when(new ReserveStock(MILK, ANN, "1", new BigDecimal("1"), ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NotEnough(BigDecimal.ZERO));
        }

        @Test
        void an_adjustment_may_use_it_up() {
            stock.given(milkReceived("5"))
                    .when(new AdjustStock(MILK, new BigDecimal("-5"), "DAMAGED", null, TEN))
                    .expectEvents(new StockAdjusted("milk", "main", new BigDecimal("-5"), "DAMAGED", TEN));
        }

        private StockReceived milkReceived(String quantity) {
            return new StockReceived("milk", "main", new BigDecimal(quantity), null, NINE);
        }
    }

    @Nested
    class Once_some_is_held {

        private final List<StockEvent> held = List.of(received("5", NINE), reserved(ANN, "1", "3", ELEVEN, NINE));

        @Test
        void others_may_have_the_rest() {
            stock.given(held)
                    .when(reserve(BOB, "1", "2", NOON, TEN))
                    .expectEvents(reserved(BOB, "1", "2", NOON, TEN))
                    .expectResultMessagePayload(new Held());
        }

        @Test
        void others_may_not_have_more_than_the_rest() {
            stock.given(held)
                    .when(reserve(BOB, "1", "3", NOON, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NotEnough(new BigDecimal("2")));
        }

        @Test
        void the_same_reservation_again_is_held_already() {
            stock.given(held)
                    .when(reserve(ANN, "1", "3", ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new Held());
        }

        @Test
        void a_second_reservation_of_the_holder_adds_to_the_hold_and_moves_its_deadline() {
            stock.given(held)
                    .when(reserve(ANN, "2", "1.5", NOON, TEN))
                    .expectEvents(reserved(ANN, "2", "1.5", NOON, TEN))
                    .expectResultMessagePayload(new Held());
            assertThat(openHoldsAfter(and(held, reserved(ANN, "2", "1.5", NOON, TEN))))
                    .singleElement()
                    .returns(new BigDecimal("4.5"), Hold::quantity)
                    .returns(NOON, Hold::expiresAt);
        }

        @Test
        void the_moved_deadline_is_the_one_that_counts() {
            stock.given(and(held, reserved(ANN, "2", "1", NOON, TEN)))
                    .when(reserve(BOB, "1", "2", ONE, ELEVEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NotEnough(new BigDecimal("1")));
        }

        @Test
        void a_receipt_reports_what_is_reserved() {
            stock.given(held)
                    .when(receive("1", null, TEN))
                    .expectEvents(received("1", TEN))
                    .expectResultMessagePayload(change(3, level("5", "3"), level("6", "3")));
        }

        @Test
        void an_adjustment_down_to_exactly_the_reserved_is_taken() {
            stock.given(held)
                    .when(adjust("-2", TEN))
                    .expectEvents(adjusted("-2", TEN))
                    .expectResultMessagePayload(change(3, level("5", "3"), level("3", "3")));
        }

        @Test
        void an_adjustment_below_the_reserved_is_refused() {
            stock.given(held)
                    .when(adjust("-2.01", TEN))
                    .expectException(insufficient(BEANS, "2.01", "2"))
                    .expectNoEvents();
        }

        @Test
        void an_issue_of_held_stock_is_refused() {
            stock.given(held)
                    .when(issue("2.5", TEN))
                    .expectException(insufficient(BEANS, "2.5", "2"))
                    .expectNoEvents();
        }

        @Test
        void a_part_can_be_given_back() {
            stock.given(held)
                    .when(releasePart(ANN, "less", "1.20", TEN))
                    .expectEvents(released(ANN, "less", "1.2", TEN));
        }

        @Test
        void what_was_given_back_is_available() {
            stock.given(and(held, released(ANN, "less", "1", NINE)))
                    .when(reserve(BOB, "1", "3", NOON, TEN))
                    .expectEvents(reserved(BOB, "1", "3", NOON, TEN));
        }

        @Test
        void the_same_part_is_given_back_only_once() {
            stock.given(and(held, released(ANN, "less", "1", NINE)))
                    .when(releasePart(ANN, "less", "1", TEN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void giving_back_more_than_is_held_gives_back_what_is_held() {
            stock.given(held).when(releasePart(ANN, "less", "3.5", TEN)).expectEvents(released(ANN, "less", "3", TEN));
        }

        @Test
        void a_reservation_can_be_taken_back() {
            stock.given(and(held, reserved(ANN, "2", "1", ELEVEN, NINE)))
                    .when(undo(ANN, "2", "1", TEN))
                    .expectEvents(released(ANN, "undo:2", "1", TEN));
        }

        @Test
        void a_reservation_is_taken_back_only_once() {
            stock.given(and(held, reserved(ANN, "2", "1", ELEVEN, NINE), released(ANN, "undo:2", "1", NINE)))
                    .when(undo(ANN, "2", "1", TEN))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void a_reservation_that_never_took_effect_is_not_taken_back_from_the_others() {
            stock.given(held).when(undo(ANN, "2", "1", TEN)).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void a_reservation_that_was_taken_back_takes_no_second_effect() {
            stock.given(and(held, reserved(ANN, "2", "1", ELEVEN, NINE), released(ANN, "undo:2", "1", NINE)))
                    .when(reserve(ANN, "2", "1", ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new Held());
        }

        @Test
        void the_whole_hold_can_end() {
            stock.given(held).when(new ReleaseHold(BEANS, ANN, TEN)).expectEvents(released(ANN, null, "3", TEN));
        }

        @Test
        void a_sale_of_exactly_what_is_held_ends_it() {
            stock.given(held).when(commit(ANN, "3.0", TEN)).expectEvents(sold(ANN, "3", TEN));
        }

        @Test
        void a_sale_of_less_gives_back_the_excess_first() {
            stock.given(held)
                    .when(commit(ANN, "2.25", TEN))
                    .expectEvents(released(ANN, "excess", "0.75", TEN), sold(ANN, "2.25", TEN));
        }

        @Test
        void a_sale_of_nothing_only_ends_the_hold() {
            stock.given(held).when(commit(ANN, "0", TEN)).expectEvents(released(ANN, null, "3", TEN));
        }

        @Test
        void a_sale_of_more_than_is_held_is_a_fault() {
            stock.given(held)
                    .when(commit(ANN, "3.01", TEN))
                    .expectException(IllegalStateException.class)
                    .expectNoEvents();
        }

        @Test
        void everything_about_the_hold_of_one_holder_leaves_the_others_alone() {
            assertThat(openHoldsAfter(and(held, reserved(BOB, "1", "1", NOON, NINE), released(ANN, null, "3", NINE))))
                    .singleElement()
                    .returns(BOB, Hold::holder)
                    .returns(BigDecimal.ONE, Hold::quantity);
        }
    }

    @Nested
    class Once_all_of_a_hold_was_given_back_in_parts {

        private final List<StockEvent> emptied =
                List.of(received("5", NINE), reserved(ANN, "1", "3", ELEVEN, NINE), released(ANN, "less", "3", NINE));

        @Test
        void the_first_reservation_again_takes_no_effect() {
            stock.given(emptied)
                    .when(reserve(ANN, "1", "3", ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new Held());
        }

        @Test
        void a_new_reservation_is_held() {
            stock.given(emptied)
                    .when(reserve(ANN, "2", "3", ELEVEN, TEN))
                    .expectEvents(reserved(ANN, "2", "3", ELEVEN, TEN))
                    .expectResultMessagePayload(new Held());
        }
    }

    @Nested
    class Once_the_hold_was_released {

        private final List<StockEvent> released =
                List.of(received("5", NINE), reserved(ANN, "1", "3", ELEVEN, NINE), released(ANN, null, "3", NINE));

        @Test
        void its_stock_is_available() {
            stock.given(released)
                    .when(reserve(BOB, "1", "5", NOON, TEN))
                    .expectEvents(reserved(BOB, "1", "5", NOON, TEN));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "2"})
        void a_late_reservation_of_its_holder_takes_no_effect(String ref) {
            stock.given(released)
                    .when(reserve(ANN, ref, "3", ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new Held());
        }

        @Test
        void releasing_it_again_does_nothing() {
            stock.given(released).when(new ReleaseHold(BEANS, ANN, TEN)).expectNoEvents();
        }

        @Test
        void giving_back_a_part_of_it_does_nothing() {
            stock.given(released).when(releasePart(ANN, "less", "1", TEN)).expectNoEvents();
        }

        @Test
        void selling_it_does_nothing() {
            stock.given(released).when(commit(ANN, "3", TEN)).expectNoEvents();
        }

        @Test
        void it_is_remembered_until_just_before_its_deadline() {
            assertThat(stateAfter(and(released, received("1", JUST_BEFORE_ELEVEN)))
                            .holds()
                            .of(ANN))
                    .isNotNull();
        }

        @Test
        void it_is_forgotten_by_the_first_event_from_its_deadline_on() {
            assertThat(stateAfter(and(released, received("1", ELEVEN))).holds().of(ANN))
                    .isNull();
        }

        @Test
        void a_reservation_after_it_was_forgotten_is_refused_by_its_deadline() {
            stock.given(and(released, received("1", ELEVEN)))
                    .when(reserve(ANN, "1", "3", ELEVEN, NOON))
                    .expectNoEvents()
                    .expectResultMessagePayload(new TooLate());
        }

        @Test
        void a_reservation_after_it_was_forgotten_is_refused_though_it_was_sent_before_the_deadline() {
            stock.given(and(released, received("1", ELEVEN)))
                    .when(reserve(ANN, "1", "3", ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new TooLate());
        }
    }

    @Nested
    class Once_two_holds_were_forgotten {

        private final List<StockEvent> forgotten = List.of(
                received("5", NINE),
                reserved(ANN, "1", "1", ELEVEN, NINE),
                reserved(BOB, "1", "1", NOON, NINE),
                released(BOB, null, "1", NOON),
                released(ANN, null, "1", NOON));

        @Test
        void a_late_reservation_is_refused_by_the_later_of_their_deadlines() {
            stock.given(forgotten)
                    .when(reserve(BOB, "1", "1", NOON, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new TooLate());
        }

        @Test
        void a_reservation_with_a_later_deadline_is_held() {
            stock.given(forgotten)
                    .when(reserve(BOB, "1", "1", NOON.plusNanos(1000), TEN))
                    .expectEvents(reserved(BOB, "1", "1", NOON.plusNanos(1000), TEN))
                    .expectResultMessagePayload(new Held());
        }
    }

    @Nested
    class Once_the_hold_was_sold {

        private final List<StockEvent> sold =
                List.of(received("5", NINE), reserved(ANN, "1", "3", ELEVEN, NINE), sold(ANN, "3", NINE));

        @Test
        void only_the_rest_is_on_hand() {
            assertThat(stateAfter(sold).level()).isEqualTo(level("2", "0"));
        }

        @Test
        void selling_it_again_does_nothing() {
            stock.given(sold).when(commit(ANN, "3", TEN)).expectNoEvents().expectSuccessfulHandlerExecution();
        }

        @Test
        void releasing_it_does_nothing() {
            stock.given(sold).when(new ReleaseHold(BEANS, ANN, TEN)).expectNoEvents();
        }

        @Test
        void a_late_reservation_of_its_holder_takes_no_effect() {
            stock.given(sold)
                    .when(reserve(ANN, "1", "3", ELEVEN, TEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new Held());
        }
    }

    @Nested
    class Once_holds_have_lapsed {

        private final List<StockEvent> lapsed = List.of(
                received("6", NINE),
                reserved(BOB, "1", "1", NOON, NINE),
                reserved(ANN, "1", "2", ELEVEN, NINE),
                reserved(CAROL, "1", "3", ONE, NINE));

        @Test
        void just_before_the_deadline_a_hold_is_not_available() {
            stock.given(lapsed)
                    .when(reserve("order-dan", "1", "1", ONE, JUST_BEFORE_ELEVEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NotEnough(BigDecimal.ZERO));
        }

        @Test
        void at_the_very_deadline_its_holder_must_be_asked_first() {
            stock.given(lapsed)
                    .when(reserve("order-dan", "1", "1", ONE, ELEVEN))
                    .expectException(inTheWay(ANN))
                    .expectNoEvents();
        }

        @Test
        void only_as_many_holders_are_asked_as_needed_the_first_deadline_first() {
            stock.given(lapsed)
                    .when(reserve("order-dan", "1", "2", ONE, NOON))
                    .expectException(inTheWay(ANN))
                    .expectNoEvents();
        }

        @Test
        void several_holders_are_asked_in_the_order_of_their_deadlines() {
            stock.given(lapsed)
                    .when(reserve("order-dan", "1", "2.01", ONE, NOON))
                    .expectException(inTheWay(ANN, BOB))
                    .expectNoEvents();
        }

        @Test
        void when_even_they_do_not_suffice_the_answer_counts_them_as_available() {
            stock.given(lapsed)
                    .when(reserve("order-dan", "1", "3.01", ONE, NOON))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NotEnough(new BigDecimal("3")));
        }

        @Test
        void they_are_in_the_way_of_an_issue() {
            stock.given(lapsed)
                    .when(issue("1", ELEVEN))
                    .expectException(inTheWay(ANN))
                    .expectNoEvents();
        }

        @Test
        void they_are_in_the_way_of_an_adjustment() {
            stock.given(lapsed)
                    .when(adjust("-3", NOON))
                    .expectException(inTheWay(ANN, BOB))
                    .expectNoEvents();
        }

        @Test
        void they_are_not_in_the_way_of_an_adjustment_up() {
            stock.given(lapsed).when(adjust("1", NOON)).expectEvents(adjusted("1", NOON));
        }

        @Test
        void a_reader_sees_them_as_available() {
            stock.given(lapsed)
                    .when(receive("1", null, NOON))
                    .expectResultMessagePayload(change(5, level("6", "3"), level("7", "3")));
        }

        @Test
        void they_stay_in_the_books_until_their_holder_was_asked() {
            StockItemState state = stateAfter(List.of(lapsed.get(0), lapsed.get(2), received("1", NOON)));
            assertThat(state.level()).isEqualTo(level("7", "2"));
            assertThat(state.levelAt(NOON)).isEqualTo(level("7", "0"));
        }

        @Test
        void one_that_was_paid_in_time_still_becomes_a_sale() {
            stock.given(lapsed).when(commit(ANN, "2", NOON)).expectEvents(sold(ANN, "2", NOON));
        }

        @Test
        void one_that_was_not_paid_can_be_released() {
            stock.given(lapsed).when(new ReleaseHold(BEANS, ANN, NOON)).expectEvents(released(ANN, null, "2", NOON));
        }

        @Test
        void stock_is_free_once_the_holder_was_asked() {
            stock.given(and(lapsed, released(ANN, null, "2", ELEVEN)))
                    .when(reserve("order-dan", "1", "2", ONE, ELEVEN))
                    .expectEvents(reserved("order-dan", "1", "2", ONE, ELEVEN))
                    .expectResultMessagePayload(new Held());
        }
    }

    @Nested
    class Once_a_hold_was_extended {

        private final HoldExtended extended = new HoldExtended("beans", "main", ANN, NOON, TEN);
        private final List<StockEvent> held =
                List.of(received("5", NINE), reserved(ANN, "1", "3", ELEVEN, NINE), extended);

        @Test
        void it_lasts_until_the_later_time() {
            stock.given(held.subList(0, 2))
                    .when(new ExtendHold(BEANS, ANN, NOON, TEN))
                    .expectEvents(extended);
            assertThat(stateAfter(held).levelAt(JUST_BEFORE_ELEVEN.plusSeconds(60)))
                    .isEqualTo(level("5", "3"));
            stock.given(held)
                    .when(reserve(BOB, "1", "3", ONE, ELEVEN))
                    .expectNoEvents()
                    .expectResultMessagePayload(new NotEnough(new BigDecimal("2")));
        }

        @Test
        void one_that_lapsed_before_its_extension_arrived_lasts_too() {
            stock.given(held.subList(0, 2))
                    .when(new ExtendHold(BEANS, ANN, ONE, NOON))
                    .expectEvents(new HoldExtended("beans", "main", ANN, ONE, NOON));
        }

        @Test
        void the_same_extension_again_or_an_earlier_one_changes_nothing() {
            stock.given(held).when(new ExtendHold(BEANS, ANN, NOON, TEN)).expectNoEvents();
            stock.given(held).when(new ExtendHold(BEANS, ANN, ELEVEN, TEN)).expectNoEvents();
        }

        @Test
        void what_nobody_holds_any_more_is_not_extended() {
            stock.given(and(held, released(ANN, null, "3", TEN)))
                    .when(new ExtendHold(BEANS, ANN, ONE, TEN))
                    .expectNoEvents();
            stock.given(held).when(new ExtendHold(BEANS, BOB, ONE, TEN)).expectNoEvents();
        }

        @Test
        void a_reservation_that_was_asked_for_before_does_not_take_the_time_away() {
            stock.given(held)
                    .when(reserve(ANN, "2", "1", ELEVEN, TEN))
                    .expectEvents(reserved(ANN, "2", "1", NOON, TEN))
                    .expectResultMessagePayload(new Held());
        }
    }

    @Nested
    class Once_goods_came_back {

        private final StockReturned returned = returned(ANN, "refund-1", "1.5", TEN);
        private final List<StockEvent> sold =
                List.of(received("5", NINE), reserved(ANN, "1", "3", ELEVEN, NINE), sold(ANN, "3", NINE), returned);

        @Test
        void they_are_on_hand_again() {
            stock.given(sold.subList(0, 3))
                    .when(putBack(ANN, "refund-1", "1.50"))
                    .expectEvents(returned);
            assertThat(stateAfter(sold).level()).isEqualTo(level("3.5", "0"));
        }

        @Test
        void the_same_return_again_changes_nothing_however_long_the_hold_is_forgotten() {
            stock.given(and(sold, received("1", ONE)))
                    .when(putBack(ANN, "refund-1", "1.5"))
                    .expectNoEvents();
        }

        @Test
        void another_refund_or_another_order_brings_back_more() {
            stock.given(sold).when(putBack(ANN, "refund-2", "0.5")).expectEvents(returned(ANN, "refund-2", "0.5", TEN));
            stock.given(sold).when(putBack(BOB, "refund-1", "0.5")).expectEvents(returned(BOB, "refund-1", "0.5", TEN));
        }

        @Test
        void of_very_many_returns_the_last_ones_are_remembered() {
            Returns returns = Returns.NONE;
            for (int i = 0; i <= Returns.REMEMBERED; i++) {
                returns = returns.plus(ANN, "refund-" + i);
            }
            assertThat(returns.refs()).hasSize(Returns.REMEMBERED);
            assertThat(returns.knows(ANN, "refund-0")).isFalse();
            assertThat(returns.knows(ANN, "refund-1")).isTrue();
            assertThat(returns.knows(ANN, "refund-" + Returns.REMEMBERED)).isTrue();
        }

        private static ReturnStock putBack(String holder, String ref, String quantity) {
            return new ReturnStock(BEANS, holder, ref, new BigDecimal(quantity), TEN);
        }

        private static StockReturned returned(String holder, String ref, String quantity, Instant at) {
            return new StockReturned("beans", "main", holder, ref, new BigDecimal(quantity), at);
        }
    }

    private static ReceiveStock receive(String quantity, @Nullable Long expectedVersion, Instant at) {
        return new ReceiveStock(BEANS, new BigDecimal(quantity), "PO-7", expectedVersion, at);
    }

    private static AdjustStock adjust(String change, Instant at) {
        return new AdjustStock(BEANS, new BigDecimal(change), "DAMAGED", null, at);
    }

    private static IssueStock issue(String quantity, Instant at) {
        return new IssueStock(BEANS, new BigDecimal(quantity), "till-3", null, at);
    }

    private static ReserveStock reserve(String holder, String ref, String quantity, Instant expiresAt, Instant at) {
        return new ReserveStock(BEANS, holder, ref, new BigDecimal(quantity), expiresAt, at);
    }

    private static ReleaseStock releasePart(String holder, String ref, String quantity, Instant at) {
        return new ReleaseStock(BEANS, holder, ref, null, new BigDecimal(quantity), at);
    }

    private static ReleaseStock undo(String holder, String undoes, String quantity, Instant at) {
        return new ReleaseStock(BEANS, holder, "undo:" + undoes, undoes, new BigDecimal(quantity), at);
    }

    private static CommitHold commit(String holder, String quantity, Instant at) {
        return new CommitHold(BEANS, holder, new BigDecimal(quantity), at);
    }

    private static StockReceived received(String quantity, Instant at) {
        return new StockReceived("beans", "main", new BigDecimal(quantity), "PO-7", at);
    }

    private static StockAdjusted adjusted(String change, Instant at) {
        return new StockAdjusted("beans", "main", new BigDecimal(change), "DAMAGED", at);
    }

    private static StockIssued issued(String quantity, Instant at) {
        return new StockIssued("beans", "main", new BigDecimal(quantity), "till-3", at);
    }

    private static StockReserved reserved(String holder, String ref, String quantity, Instant expiresAt, Instant at) {
        return new StockReserved("beans", "main", holder, ref, new BigDecimal(quantity), expiresAt, at);
    }

    private static StockReleased released(String holder, @Nullable String ref, String quantity, Instant at) {
        return new StockReleased("beans", "main", holder, ref, new BigDecimal(quantity), at);
    }

    private static StockSold sold(String holder, String quantity, Instant at) {
        return new StockSold("beans", "main", holder, new BigDecimal(quantity), at);
    }

    private static StockLevel level(String onHand, String reserved) {
        return new StockLevel(new BigDecimal(onHand), new BigDecimal(reserved));
    }

    private static StockChange change(long version, StockLevel before, StockLevel after) {
        return new StockChange(BEANS, version, before, after);
    }

    private static List<StockEvent> and(List<StockEvent> events, StockEvent... more) {
        return Stream.concat(events.stream(), Stream.of(more)).toList();
    }

    private static StockItemState stateAfter(List<StockEvent> events) {
        StockItemState state = StockItemState.NONE;
        for (StockEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    private static List<Hold> openHoldsAfter(List<StockEvent> events) {
        return stateAfter(events).holds().open().toList();
    }

    private static Matcher<Throwable> stale(long expected, long current) {
        return sameAs(new StaleVersion(expected, current));
    }

    private static Matcher<Throwable> insufficient(StockItemId item, String requested, String available) {
        return sameAs(new InsufficientStock(item, new BigDecimal(requested), new BigDecimal(available)));
    }

    private static Matcher<Throwable> inTheWay(String... holders) {
        return sameAs(new LapsedHoldsInTheWay(BEANS, List.of(holders)));
    }

    /** The messages of refusals name all that they carry. */
    private static Matcher<Throwable> sameAs(StockRefusal expected) {
        return new CustomTypeSafeMatcher<>(expected.toString()) {
            @Override
            protected boolean matchesSafely(Throwable actual) {
                return actual.toString().equals(expected.toString());
            }
        };
    }
}
