package holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.CompLine;
import holdfast.order.OrderCommand.CompleteOrder;
import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.ExtendReservation;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceDraft;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderCommand.RefundPayment;
import holdfast.order.OrderCommand.RefundPayment.Return;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderCommand.RemoveLine;
import holdfast.order.OrderCommand.SendLines;
import holdfast.order.OrderCommand.VoidLine;
import holdfast.order.OrderCommand.VoidOrder;
import holdfast.order.OrderEvent.GoodsReturned;
import holdfast.order.OrderEvent.LineComped;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LineRemoved;
import holdfast.order.OrderEvent.LineVoided;
import holdfast.order.OrderEvent.LinesAdded;
import holdfast.order.OrderEvent.LinesSent;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderCompleted;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRefunded;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderEvent.OrderReserved;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderEvent.PaymentReceived;
import holdfast.order.OrderEvent.PaymentRefunded;
import holdfast.order.OrderEvent.ReservationExtended;
import holdfast.order.OrderRefusal.AlreadyExists;
import holdfast.order.OrderRefusal.AlreadyPaid;
import holdfast.order.OrderRefusal.AmountMismatch;
import holdfast.order.OrderRefusal.InvalidAmount;
import holdfast.order.OrderRefusal.InvalidQuantity;
import holdfast.order.OrderRefusal.InvalidState;
import holdfast.order.OrderRefusal.MoreThanRefundable;
import holdfast.order.OrderRefusal.ReservationExpired;
import holdfast.order.OrderRefusal.StaleVersion;
import holdfast.order.OrderRefusal.StockNeeded;
import holdfast.order.OrderRefusal.TooManyLines;
import holdfast.order.OrderRefusal.UnknownLine;
import holdfast.order.OrderRefusal.UnknownPayment;
import holdfast.order.OrderRefusal.WindowTooLong;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.hamcrest.CustomMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final String ORDER = "order-1";
    private static final String ANN = "ann";
    private static final String TABLE = "table-4";

    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant FIVE_PAST = NINE.plus(Duration.ofMinutes(5));
    private static final Instant DUE = NINE.plus(Duration.ofMinutes(15));
    private static final Instant JUST_BEFORE_DUE = DUE.minusNanos(1000);
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(15);

    private static final OrderLine BEANS = line("1", "beans", "2", "10.00");
    private static final OrderLine MILK = line("2", "milk", "1", "5.00");
    private static final NewLine NEW_BEANS = newLine(null, "beans", "2.0", "10");
    private static final NewLine NEW_MILK = newLine(null, "milk", "1", "5");
    private static final ItemQuantity TWO_BEANS = item("beans", "2");
    private static final ItemQuantity ONE_MILK = item("milk", "1");

    private static final OrderDrafted DRAFTED =
            new OrderDrafted(ORDER, ANN, TABLE, "EUR", List.of(BEANS, MILK), null, NINE);
    private static final OrderPlaced PLACED =
            new OrderPlaced(ORDER, ANN, TABLE, "EUR", List.of(BEANS, MILK), null, DUE, NINE);
    private static final OrderReserved RESERVED = new OrderReserved(ORDER, DUE, NINE);
    private static final OrderRejected REJECTED =
            new OrderRejected(ORDER, List.of(new Shortage("milk", "main", BigDecimal.ONE, BigDecimal.ZERO)), NINE);
    private static final PaymentReceived TEN_EUROS = payment("pay-1", "10.00", NINE);
    private static final PaymentReceived ALL_EUROS = payment("pay-1", "25.00", NINE);
    private static final OrderPaid PAID = new OrderPaid(ORDER, List.of(TWO_BEANS, ONE_MILK), NINE);

    private final AggregateTestFixture<Order> order = new AggregateTestFixture<>(Order.class);

    @Nested
    class Before_it_exists {

        @Test
        void it_can_be_drafted() {
            order.givenNoPriorActivity()
                    .when(draft(NEW_BEANS, NEW_MILK))
                    .expectEvents(DRAFTED)
                    .expectResultMessagePayload(stateAfter(DRAFTED));
        }

        @Test
        void a_draft_may_be_empty() {
            order.givenNoPriorActivity()
                    .when(draft())
                    .expectEvents(new OrderDrafted(ORDER, ANN, TABLE, "EUR", List.of(), null, NINE));
        }

        @Test
        void it_can_be_placed_at_once_and_is_due_after_the_default_window() {
            order.givenNoPriorActivity()
                    .when(place(null, NEW_BEANS, NEW_MILK))
                    .expectEvents(PLACED)
                    .expectResultMessagePayload(stateAfter(PLACED));
        }

        @Test
        void a_payment_window_of_its_own_sets_the_deadline() {
            Duration hour = Duration.ofHours(1);
            order.givenNoPriorActivity()
                    .when(place(hour, NEW_BEANS, NEW_MILK))
                    .expectEvents(new OrderPlaced(
                            ORDER, ANN, TABLE, "EUR", List.of(BEANS, MILK), hour, NINE.plus(hour), NINE));
        }

        @Test
        void an_unknown_currency_is_refused() {
            order.givenNoPriorActivity()
                    .when(new PlaceOrder(ORDER, ANN, TABLE, "ZZZ", List.of(NEW_BEANS), null, DEFAULT_WINDOW, NINE))
                    .expectException(InvalidAmount.class)
                    .expectExceptionMessage("'ZZZ' is not a currency")
                    .expectNoEvents();
        }

        @Test
        void an_unknown_currency_is_refused_for_an_empty_draft_too() {
            order.givenNoPriorActivity()
                    .when(new DraftOrder(ORDER, ANN, TABLE, "ZZZ", List.of(), null, NINE))
                    .expectException(InvalidAmount.class)
                    .expectExceptionMessage("'ZZZ' is not a currency")
                    .expectNoEvents();
        }

        @Test
        void a_price_with_too_many_decimals_is_refused() {
            order.givenNoPriorActivity()
                    .when(draft(newLine(null, "beans", "1", "1.005")))
                    .expectException(InvalidAmount.class)
                    .expectNoEvents();
        }

        @Test
        void two_lines_with_one_id_are_refused() {
            order.givenNoPriorActivity()
                    .when(draft(newLine("a", "beans", "1", "1"), newLine("a", "milk", "1", "1")))
                    .expectException(AlreadyExists.class)
                    .expectNoEvents();
        }

        @Test
        void too_many_lines_are_refused() {
            order.givenNoPriorActivity()
                    .when(draft(Collections.nCopies(201, NEW_BEANS).toArray(NewLine[]::new)))
                    .expectException(TooManyLines.class)
                    .expectNoEvents();
        }

        @Test
        void it_cannot_be_paid() {
            order.givenNoPriorActivity()
                    .when(pay("pay-1", "25", null, NINE))
                    .expectException(AggregateNotFoundException.class)
                    .expectNoEvents();
        }
    }

    @Nested
    class As_a_draft {

        @Test
        void the_same_draft_again_is_the_same_order() {
            order.given(DRAFTED)
                    .when(draft(NEW_BEANS, NEW_MILK))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(DRAFTED));
        }

        @Test
        void the_same_id_with_other_content_is_refused() {
            order.given(DRAFTED)
                    .when(draft(NEW_BEANS))
                    .expectException(AlreadyExists.class)
                    .expectExceptionMessage("Order order-1 exists already with other content")
                    .expectNoEvents();
        }

        @Test
        void the_same_id_placed_at_once_is_other_content() {
            order.given(DRAFTED)
                    .when(place(null, NEW_BEANS, NEW_MILK))
                    .expectException(AlreadyExists.class)
                    .expectNoEvents();
        }

        @Test
        void it_is_still_the_same_order_after_it_changed() {
            order.given(DRAFTED, removed("c1", MILK, NINE))
                    .when(draft(NEW_BEANS, NEW_MILK))
                    .expectNoEvents();
        }

        @Test
        void placing_asks_for_all_its_lines() {
            order.given(DRAFTED, added("c1", NINE, line("3", "tea", "1", "2.00")))
                    .when(new PlaceDraft(ORDER, DEFAULT_WINDOW, 2L, NINE))
                    .expectEvents(new OrderPlaced(
                            ORDER,
                            ANN,
                            TABLE,
                            "EUR",
                            List.of(BEANS, MILK, line("3", "tea", "1", "2.00")),
                            null,
                            DUE,
                            NINE));
        }

        @Test
        void the_payment_window_it_was_drafted_with_counts_from_its_placing() {
            Duration hour = Duration.ofHours(1);
            order.given(new OrderDrafted(ORDER, null, null, "EUR", List.of(BEANS), hour, NINE))
                    .when(new PlaceDraft(ORDER, DEFAULT_WINDOW, null, FIVE_PAST))
                    .expectEvents(new OrderPlaced(
                            ORDER, null, null, "EUR", List.of(BEANS), hour, FIVE_PAST.plus(hour), FIVE_PAST));
        }

        @Test
        void placing_a_stale_version_is_refused() {
            order.given(DRAFTED, removed("c1", MILK, NINE))
                    .when(new PlaceDraft(ORDER, DEFAULT_WINDOW, 1L, NINE))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void placing_nothing_is_refused() {
            order.given(DRAFTED, removed("c1", MILK, NINE), removed("c2", BEANS, NINE))
                    .when(new PlaceDraft(ORDER, DEFAULT_WINDOW, null, NINE))
                    .expectException(invalid(OrderStatus.DRAFT))
                    .expectNoEvents();
        }

        @Test
        void lines_are_added_without_asking_for_stock() {
            order.given(DRAFTED)
                    .when(add("c1", false, null, NINE, newLine(null, "tea", "1", "2")))
                    .expectEvents(added("c1", NINE, line("3", "tea", "1", "2.00")));
        }

        @Test
        void two_additions_both_survive_without_a_version() {
            order.given(DRAFTED, added("c1", NINE, line("3", "tea", "1", "2.00")))
                    .when(add("c2", false, null, NINE, newLine(null, "tea", "1", "2")))
                    .expectEvents(added("c2", NINE, line("4", "tea", "1", "2.00")));
        }

        @Test
        void the_same_addition_again_changes_nothing() {
            order.given(DRAFTED, added("c1", NINE, line("3", "tea", "1", "2.00")))
                    .when(add("c1", false, 1L, NINE, newLine(null, "tea", "1", "2")))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void an_addition_with_a_stale_version_is_refused() {
            order.given(DRAFTED, added("c1", NINE, line("3", "tea", "1", "2.00")))
                    .when(add("c2", false, 1L, NINE, newLine(null, "tea", "1", "2")))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void a_line_can_change_up() {
            order.given(DRAFTED)
                    .when(change("c1", "1", "3.50", false, 1L, NINE))
                    .expectEvents(changed("c1", BEANS, "3.5", NINE));
        }

        @Test
        void a_line_can_change_down() {
            order.given(DRAFTED)
                    .when(change("c1", "1", "0.5", false, 1L, NINE))
                    .expectEvents(changed("c1", BEANS, "0.5", NINE));
        }

        @Test
        void a_change_to_the_same_quantity_is_none() {
            order.given(DRAFTED)
                    .when(change("c1", "1", "2.00", false, 1L, NINE))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void the_same_change_again_changes_nothing() {
            order.given(DRAFTED, changed("c1", BEANS, "3", NINE))
                    .when(change("c1", "1", "3", false, 1L, NINE))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void a_change_with_a_stale_version_is_refused() {
            order.given(DRAFTED, changed("c1", BEANS, "3", NINE))
                    .when(change("c2", "1", "4", false, 1L, NINE))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void a_line_it_does_not_have_can_neither_change_nor_go() {
            order.given(DRAFTED)
                    .when(change("c1", "9", "3", false, 1L, NINE))
                    .expectException(UnknownLine.class)
                    .expectExceptionMessage("The order has no line 9")
                    .expectNoEvents();
            order.given(DRAFTED)
                    .when(remove("c1", "9", 1L, NINE))
                    .expectException(UnknownLine.class)
                    .expectNoEvents();
        }

        @Test
        void even_its_last_line_can_be_removed() {
            order.given(DRAFTED, removed("c1", MILK, NINE))
                    .when(remove("c2", "1", 2L, NINE))
                    .expectEvents(removed("c2", BEANS, NINE));
        }

        @Test
        void the_same_removal_again_changes_nothing() {
            order.given(DRAFTED, removed("c1", MILK, NINE))
                    .when(remove("c1", "2", 1L, NINE))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void a_removal_with_a_stale_version_is_refused() {
            order.given(DRAFTED, removed("c1", MILK, NINE))
                    .when(remove("c2", "1", 1L, NINE))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void it_cannot_be_paid() {
            order.given(DRAFTED)
                    .when(pay("pay-1", "25", null, NINE))
                    .expectException(invalid(OrderStatus.DRAFT))
                    .expectNoEvents();
        }

        @Test
        void it_can_be_cancelled_and_frees_nothing() {
            order.given(DRAFTED)
                    .when(new CancelOrder(ORDER, "changed my mind", null, NINE))
                    .expectEvents(new OrderCancelled(ORDER, "changed my mind", List.of(), NINE));
        }

        @Test
        void it_does_not_expire() {
            order.given(DRAFTED)
                    .when(new ExpireOrder(ORDER, NINE.plus(Duration.ofDays(999))))
                    .expectNoEvents();
        }
    }

    @Nested
    class Once_placed {

        @Test
        void the_same_placing_again_is_the_same_order() {
            order.given(PLACED)
                    .when(place(null, NEW_BEANS, NEW_MILK))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(PLACED));
        }

        @Test
        void another_payment_window_is_other_content() {
            order.given(PLACED)
                    .when(place(DEFAULT_WINDOW, NEW_BEANS, NEW_MILK))
                    .expectException(AlreadyExists.class)
                    .expectNoEvents();
        }

        @Test
        void placing_the_draft_again_changes_nothing() {
            order.given(DRAFTED, PLACED)
                    .when(new PlaceDraft(ORDER, DEFAULT_WINDOW, 1L, FIVE_PAST))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(DRAFTED, PLACED));
        }

        @Test
        void the_drafting_again_is_the_same_order() {
            order.given(DRAFTED, PLACED).when(draft(NEW_BEANS, NEW_MILK)).expectNoEvents();
        }

        @Test
        void it_is_reserved_when_all_is_held() {
            order.given(PLACED)
                    .when(new ConfirmReservation(ORDER, JUST_BEFORE_DUE))
                    .expectEvents(new OrderReserved(ORDER, DUE, JUST_BEFORE_DUE));
        }

        @Test
        void it_is_paid_at_once_when_it_costs_nothing() {
            OrderLine gift = line("1", "beans", "2", "0.00");
            order.given(new OrderPlaced(ORDER, null, null, "EUR", List.of(gift), null, DUE, NINE))
                    .when(new ConfirmReservation(ORDER, NINE))
                    .expectEvents(RESERVED, new OrderPaid(ORDER, List.of(TWO_BEANS), NINE));
        }

        @Test
        void a_confirmation_at_the_very_deadline_expires_it() {
            order.given(PLACED)
                    .when(new ConfirmReservation(ORDER, DUE))
                    .expectEvents(new OrderExpired(ORDER, List.of(TWO_BEANS, ONE_MILK), DUE));
        }

        @Test
        void it_is_rejected_when_stock_is_short() {
            order.given(PLACED)
                    .when(new RejectReservation(ORDER, REJECTED.shortages(), NINE))
                    .expectEvents(REJECTED)
                    .expectResultMessagePayload(stateAfter(PLACED, REJECTED));
        }

        @Test
        void it_expires_at_its_very_deadline() {
            order.given(PLACED)
                    .when(new ExpireOrder(ORDER, DUE))
                    .expectEvents(new OrderExpired(ORDER, List.of(TWO_BEANS, ONE_MILK), DUE));
        }

        @Test
        void it_can_neither_change_nor_be_paid_nor_be_cancelled() {
            order.given(PLACED)
                    .when(add("c1", true, null, NINE, NEW_MILK))
                    .expectException(invalid(OrderStatus.PLACED))
                    .expectNoEvents();
            order.given(PLACED)
                    .when(pay("pay-1", "25", null, NINE))
                    .expectException(invalid(OrderStatus.PLACED))
                    .expectNoEvents();
            order.given(PLACED)
                    .when(new CancelOrder(ORDER, null, null, NINE))
                    .expectException(invalid(OrderStatus.PLACED))
                    .expectNoEvents();
        }
    }

    @Nested
    class Once_reserved {

        @Test
        void paying_the_amount_due_makes_it_paid() {
            order.given(PLACED, RESERVED)
                    .when(pay("pay-1", "25", null, FIVE_PAST))
                    .expectEvents(
                            payment("pay-1", "25.00", FIVE_PAST),
                            new OrderPaid(ORDER, List.of(TWO_BEANS, ONE_MILK), FIVE_PAST));
        }

        @Test
        void paying_a_part_leaves_the_rest_due() {
            PaymentReceived part = payment("pay-1", "10.00", FIVE_PAST);
            order.given(PLACED, RESERVED)
                    .when(pay("pay-1", "10", 2L, FIVE_PAST))
                    .expectEvents(part)
                    .expectResultMessagePayload(stateAfter(PLACED, RESERVED, part));
            assertThat(stateAfter(PLACED, RESERVED, part).amountDue()).isEqualTo(new BigDecimal("15.00"));
        }

        @Test
        void the_part_that_reaches_the_amount_due_makes_it_paid() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(pay("pay-2", "15.00", null, FIVE_PAST))
                    .expectEvents(
                            payment("pay-2", "15.00", FIVE_PAST),
                            new OrderPaid(ORDER, List.of(TWO_BEANS, ONE_MILK), FIVE_PAST));
        }

        @Test
        void paying_more_than_is_due_is_refused() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(pay("pay-2", "15.01", null, FIVE_PAST))
                    .expectException(amountDue("15.00"))
                    .expectNoEvents();
        }

        @Test
        void paying_a_fraction_of_a_cent_is_refused() {
            order.given(PLACED, RESERVED)
                    .when(pay("pay-1", "24.995", null, FIVE_PAST))
                    .expectException(InvalidAmount.class)
                    .expectNoEvents();
        }

        @Test
        void the_same_payment_again_is_taken_only_once() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(pay("pay-1", "10.0", 2L, FIVE_PAST))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(PLACED, RESERVED, TEN_EUROS));
        }

        @Test
        void the_same_payment_with_another_amount_is_refused() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(pay("pay-1", "15", null, FIVE_PAST))
                    .expectException(AlreadyExists.class)
                    .expectExceptionMessage("Payment pay-1 exists already with other content")
                    .expectNoEvents();
        }

        @Test
        void the_same_payment_with_another_method_is_refused() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(new PayOrder(ORDER, "pay-1", BigDecimal.TEN, "CASH", null, FIVE_PAST))
                    .expectException(AlreadyExists.class)
                    .expectNoEvents();
        }

        @Test
        void a_payment_with_a_stale_version_is_refused() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(pay("pay-2", "15", 2L, FIVE_PAST))
                    .expectException(stale(2, 3))
                    .expectNoEvents();
        }

        @Test
        void paying_just_before_the_deadline_is_in_time() {
            order.given(PLACED, RESERVED)
                    .when(pay("pay-1", "25", null, JUST_BEFORE_DUE))
                    .expectEvents(
                            payment("pay-1", "25.00", JUST_BEFORE_DUE),
                            new OrderPaid(ORDER, List.of(TWO_BEANS, ONE_MILK), JUST_BEFORE_DUE));
        }

        @Test
        void paying_at_the_very_deadline_is_too_late_though_no_job_ran() {
            order.given(PLACED, RESERVED)
                    .when(pay("pay-1", "25", null, DUE))
                    .expectException(ReservationExpired.class)
                    .expectNoEvents();
        }

        @Test
        void lines_are_added_only_once_their_stock_is_held() {
            order.given(PLACED, RESERVED)
                    .when(add("c1", false, null, FIVE_PAST, NEW_MILK, newLine(null, "beans", "1.5", "10"), NEW_MILK))
                    .expectException(stockNeeded(item("beans", "1.5"), item("milk", "2")))
                    .expectNoEvents();
        }

        @Test
        void lines_whose_stock_is_held_are_added() {
            order.given(PLACED, RESERVED)
                    .when(add("c1", true, null, FIVE_PAST, NEW_MILK))
                    .expectEvents(added("c1", FIVE_PAST, line("3", "milk", "1", "5.00")));
        }

        @Test
        void a_stale_addition_is_refused_before_any_stock_is_held_for_it() {
            order.given(PLACED, RESERVED)
                    .when(add("c1", false, 1L, FIVE_PAST, NEW_MILK))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void the_same_addition_again_changes_nothing() {
            order.given(PLACED, RESERVED, added("c1", NINE, line("3", "milk", "1", "5.00")))
                    .when(add("c1", false, null, FIVE_PAST, NEW_MILK))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void an_addition_at_the_very_deadline_is_too_late() {
            order.given(PLACED, RESERVED)
                    .when(add("c1", true, null, DUE, NEW_MILK))
                    .expectException(ReservationExpired.class)
                    .expectNoEvents();
        }

        @Test
        void more_of_a_line_needs_the_difference_held_first() {
            order.given(PLACED, RESERVED)
                    .when(change("c1", "1", "3.5", false, 2L, FIVE_PAST))
                    .expectException(stockNeeded(item("beans", "1.5")))
                    .expectNoEvents();
        }

        @Test
        void more_of_a_line_is_taken_once_it_is_held() {
            order.given(PLACED, RESERVED)
                    .when(change("c1", "1", "3.5", true, 2L, FIVE_PAST))
                    .expectEvents(changed("c1", BEANS, "3.5", FIVE_PAST));
        }

        @Test
        void less_of_a_line_needs_nothing() {
            order.given(PLACED, RESERVED)
                    .when(change("c1", "1", "1", false, 2L, FIVE_PAST))
                    .expectEvents(changed("c1", BEANS, "1", FIVE_PAST));
        }

        @Test
        void less_of_a_line_makes_it_paid_when_the_payments_so_far_suffice() {
            order.given(PLACED, RESERVED, payment("pay-1", "15.00", NINE))
                    .when(change("c1", "1", "1", false, 3L, FIVE_PAST))
                    .expectEvents(
                            changed("c1", BEANS, "1", FIVE_PAST),
                            new OrderPaid(ORDER, List.of(item("beans", "1"), ONE_MILK), FIVE_PAST));
        }

        @Test
        void the_total_may_not_fall_below_what_was_paid() {
            order.given(PLACED, RESERVED, payment("pay-1", "15.01", NINE))
                    .when(change("c1", "1", "1", false, 3L, FIVE_PAST))
                    .expectException(amountDue("9.99"))
                    .expectNoEvents();
        }

        @Test
        void a_line_can_be_removed() {
            order.given(PLACED, RESERVED)
                    .when(remove("c1", "2", 2L, FIVE_PAST))
                    .expectEvents(removed("c1", MILK, FIVE_PAST));
        }

        @Test
        void removing_a_line_makes_it_paid_when_the_payments_so_far_suffice() {
            order.given(PLACED, RESERVED, payment("pay-1", "20.00", NINE))
                    .when(remove("c1", "2", 3L, FIVE_PAST))
                    .expectEvents(removed("c1", MILK, FIVE_PAST), new OrderPaid(ORDER, List.of(TWO_BEANS), FIVE_PAST));
        }

        @Test
        void a_removal_may_not_take_the_total_below_what_was_paid() {
            order.given(PLACED, RESERVED, payment("pay-1", "20.01", NINE))
                    .when(remove("c1", "2", 3L, FIVE_PAST))
                    .expectException(amountDue("4.99"))
                    .expectNoEvents();
        }

        @Test
        void its_last_line_cannot_be_removed() {
            order.given(PLACED, RESERVED, removed("c1", MILK, NINE))
                    .when(remove("c2", "1", 3L, FIVE_PAST))
                    .expectException(invalid(OrderStatus.RESERVED))
                    .expectNoEvents();
        }

        @Test
        void it_can_be_cancelled_and_frees_all_its_stock() {
            order.given(PLACED, RESERVED, added("c1", NINE, line("3", "milk", "2", "5.00")))
                    .when(new CancelOrder(ORDER, null, 3L, FIVE_PAST))
                    .expectEvents(new OrderCancelled(ORDER, null, List.of(TWO_BEANS, item("milk", "3")), FIVE_PAST));
        }

        @Test
        void cancelling_a_stale_version_is_refused() {
            order.given(PLACED, RESERVED)
                    .when(new CancelOrder(ORDER, null, 1L, FIVE_PAST))
                    .expectException(stale(1, 2))
                    .expectNoEvents();
        }

        @Test
        void a_repeated_report_of_the_reservation_changes_nothing() {
            order.given(PLACED, RESERVED)
                    .when(new ConfirmReservation(ORDER, FIVE_PAST))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(PLACED, RESERVED));
            order.given(PLACED, RESERVED)
                    .when(new RejectReservation(ORDER, REJECTED.shortages(), FIVE_PAST))
                    .expectNoEvents();
        }

        @Test
        void asking_just_before_the_deadline_does_not_expire_it() {
            order.given(PLACED, RESERVED)
                    .when(new ExpireOrder(ORDER, JUST_BEFORE_DUE))
                    .expectNoEvents();
        }

        @Test
        void it_expires_at_its_very_deadline_even_if_a_part_was_paid() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(new ExpireOrder(ORDER, DUE))
                    .expectEvents(new OrderExpired(ORDER, List.of(TWO_BEANS, ONE_MILK), DUE));
        }

        @Test
        void everybody_sees_it_expired_from_the_deadline_on() {
            OrderState state = stateAfter(PLACED, RESERVED);
            assertThat(state.statusAt(JUST_BEFORE_DUE)).isEqualTo(OrderStatus.RESERVED);
            assertThat(state.statusAt(DUE)).isEqualTo(OrderStatus.EXPIRED);
        }
    }

    @Nested
    class Once_paid {

        @Test
        void a_second_payment_is_refused() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(pay("pay-2", "25", null, FIVE_PAST))
                    .expectException(AlreadyPaid.class)
                    .expectExceptionMessage("The order was already paid or closed by another terminal")
                    .expectNoEvents();
        }

        @Test
        void the_same_payment_again_is_taken_only_once() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(pay("pay-1", "25", null, FIVE_PAST))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(PLACED, RESERVED, ALL_EUROS, PAID));
        }

        @Test
        void an_addition_is_refused_even_with_its_stock_held() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(add("c1", true, null, FIVE_PAST, NEW_MILK))
                    .expectException(invalid(OrderStatus.PAID))
                    .expectNoEvents();
        }

        @Test
        void its_state_outranks_a_stale_version() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(remove("c1", "1", 2L, FIVE_PAST))
                    .expectException(invalid(OrderStatus.PAID))
                    .expectNoEvents();
        }

        @Test
        void it_can_be_completed() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(new CompleteOrder(ORDER, 4L, FIVE_PAST))
                    .expectEvents(new OrderCompleted(ORDER, FIVE_PAST));
        }

        @Test
        void completing_a_stale_version_is_refused() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(new CompleteOrder(ORDER, 3L, FIVE_PAST))
                    .expectException(stale(3, 4))
                    .expectNoEvents();
        }

        @Test
        void it_does_not_expire() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(new ExpireOrder(ORDER, DUE))
                    .expectNoEvents();
        }
    }

    @Nested
    class Once_over {

        private final OrderExpired expired = new OrderExpired(ORDER, List.of(TWO_BEANS, ONE_MILK), DUE);
        private final OrderCancelled cancelled =
                new OrderCancelled(ORDER, "no", List.of(TWO_BEANS, ONE_MILK), FIVE_PAST);

        @Test
        void an_expired_order_cannot_be_paid_by_a_payment_sent_before_the_deadline() {
            order.given(PLACED, RESERVED, expired)
                    .when(pay("pay-1", "25", null, JUST_BEFORE_DUE))
                    .expectException(ReservationExpired.class)
                    .expectNoEvents();
        }

        @Test
        void a_part_that_was_paid_before_it_expired_is_still_the_same_payment() {
            order.given(PLACED, RESERVED, TEN_EUROS, expired)
                    .when(pay("pay-1", "10", null, DUE))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void nothing_is_due_any_more() {
            for (OrderEvent end : List.of(expired, cancelled)) {
                assertThat(stateAfter(PLACED, RESERVED, TEN_EUROS, end))
                        .returns(new BigDecimal("0.00"), OrderState::amountDue)
                        .returns(new BigDecimal("10.00"), OrderState::paid);
            }
            assertThat(stateAfter(PLACED, REJECTED).amountDue()).isEqualTo(new BigDecimal("0.00"));
        }

        @Test
        void a_late_confirmation_changes_nothing() {
            order.given(PLACED, expired)
                    .when(new ConfirmReservation(ORDER, DUE))
                    .expectNoEvents();
        }

        @Test
        void it_expires_only_once() {
            order.given(PLACED, RESERVED, expired)
                    .when(new ExpireOrder(ORDER, DUE.plusSeconds(1)))
                    .expectNoEvents();
        }

        @Test
        void cancelling_a_cancelled_order_changes_nothing() {
            order.given(PLACED, RESERVED, cancelled)
                    .when(new CancelOrder(ORDER, "another reason", 2L, FIVE_PAST))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(PLACED, RESERVED, cancelled));
        }

        @Test
        void a_cancelled_order_cannot_be_paid() {
            order.given(PLACED, RESERVED, cancelled)
                    .when(pay("pay-1", "25", null, FIVE_PAST))
                    .expectException(invalid(OrderStatus.CANCELLED))
                    .expectNoEvents();
        }

        @Test
        void completing_a_completed_order_changes_nothing() {
            OrderCompleted completed = new OrderCompleted(ORDER, FIVE_PAST);
            order.given(PLACED, RESERVED, ALL_EUROS, PAID, completed)
                    .when(new CompleteOrder(ORDER, 4L, DUE))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(PLACED, RESERVED, ALL_EUROS, PAID, completed));
        }

        @Test
        void a_rejected_order_keeps_its_shortages_and_cannot_be_placed_again() {
            order.given(DRAFTED, PLACED, REJECTED)
                    .when(new PlaceDraft(ORDER, DEFAULT_WINDOW, null, FIVE_PAST))
                    .expectException(invalid(OrderStatus.REJECTED))
                    .expectNoEvents();
            assertThat(stateAfter(PLACED, REJECTED).shortages()).isEqualTo(REJECTED.shortages());
        }
    }

    @Nested
    class When_lines_are_sent {

        @Test
        void all_of_them_go_when_none_is_named() {
            order.given(DRAFTED).when(send(NINE)).expectEvents(sent(NINE, "1", "2"));
        }

        @Test
        void each_sending_is_an_event_even_with_nothing_new() {
            order.given(PLACED, RESERVED, sent(NINE, "1", "2"))
                    .when(send(FIVE_PAST, "1", "1"))
                    .expectEvents(sent(FIVE_PAST, "1"));
            OrderState after = stateAfter(PLACED, RESERVED, sent(NINE, "1", "2"), sent(FIVE_PAST, "1"));
            assertThat(after.version()).isEqualTo(4);
            assertThat(after.lines().sentCount("1")).isEqualTo(2);
            assertThat(after.lines().sentCount("2")).isEqualTo(1);
        }

        @Test
        void a_line_it_does_not_have_is_refused() {
            order.given(PLACED, RESERVED)
                    .when(send(FIVE_PAST, "1", "9"))
                    .expectException(UnknownLine.class)
                    .expectNoEvents();
        }

        @Test
        void a_paid_order_is_still_sent() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(send(FIVE_PAST, "2"))
                    .expectEvents(sent(FIVE_PAST, "2"));
        }

        @Test
        void a_line_with_the_id_of_one_that_is_gone_was_never_sent() {
            OrderState after = stateAfter(
                    DRAFTED,
                    sent(NINE, "2"),
                    comped("2", NINE),
                    removed("c1", MILK, NINE),
                    added("c2", NINE, line("2", "tea", "1", "2.00")));
            assertThat(after.lines().sentCount("2")).isZero();
            assertThat(after.total()).isEqualTo(new BigDecimal("22.00"));
        }
    }

    @Nested
    class When_a_line_is_comped {

        @Test
        void it_costs_nothing_and_keeps_its_stock() {
            order.given(PLACED, RESERVED).when(comp("1", 2L, FIVE_PAST)).expectEvents(comped("1", FIVE_PAST));
            OrderState after = stateAfter(PLACED, RESERVED, comped("1", FIVE_PAST));
            assertThat(after.total()).isEqualTo(new BigDecimal("5.00"));
            assertThat(after.amountDue()).isEqualTo(new BigDecimal("5.00"));
            assertThat(after.amountOf(BEANS)).isEqualTo(new BigDecimal("0.00"));
            assertThat(after.lines().stock()).containsExactly(TWO_BEANS, ONE_MILK);
        }

        @Test
        void it_is_only_once() {
            order.given(PLACED, RESERVED, comped("1", NINE))
                    .when(comp("1", 2L, FIVE_PAST))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void the_order_is_paid_when_all_of_it_is_comped() {
            order.given(PLACED, RESERVED, comped("1", NINE))
                    .when(comp("2", 3L, FIVE_PAST))
                    .expectEvents(
                            comped("2", FIVE_PAST), new OrderPaid(ORDER, List.of(TWO_BEANS, ONE_MILK), FIVE_PAST));
        }

        @Test
        void the_order_is_paid_when_the_payments_so_far_suffice() {
            order.given(PLACED, RESERVED, payment("pay-1", "20.00", NINE))
                    .when(comp("2", 3L, FIVE_PAST))
                    .expectEvents(
                            comped("2", FIVE_PAST), new OrderPaid(ORDER, List.of(TWO_BEANS, ONE_MILK), FIVE_PAST));
        }

        @Test
        void the_total_may_not_fall_below_what_was_paid() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(comp("1", 3L, FIVE_PAST))
                    .expectException(amountDue("15.00"))
                    .expectNoEvents();
        }

        @Test
        void what_was_given_back_counts_no_more() {
            order.given(PLACED, RESERVED, TEN_EUROS, refunded("ref-1", "10.00", NINE))
                    .when(comp("1", 4L, FIVE_PAST))
                    .expectEvents(comped("1", FIVE_PAST));
        }

        @Test
        void a_stale_version_is_refused() {
            order.given(PLACED, RESERVED, sent(NINE, "1"))
                    .when(comp("1", 2L, FIVE_PAST))
                    .expectException(stale(2, 3))
                    .expectNoEvents();
        }

        @Test
        void a_draft_that_is_given_away_is_paid_once_it_is_reserved() {
            order.given(DRAFTED, comped("1", NINE), comped("2", NINE), PLACED)
                    .when(new ConfirmReservation(ORDER, NINE))
                    .expectEvents(RESERVED, PAID);
        }

        @Test
        void it_cannot_grow_but_shrink() {
            order.given(PLACED, RESERVED, comped("1", NINE))
                    .when(change("c1", "1", "3", true, 3L, FIVE_PAST))
                    .expectException(invalid(OrderStatus.RESERVED))
                    .expectNoEvents();
            order.given(PLACED, RESERVED, comped("1", NINE))
                    .when(change("c1", "1", "1", false, 3L, FIVE_PAST))
                    .expectEvents(changed("c1", BEANS, "1", FIVE_PAST));
        }

        @Test
        void a_settled_order_refuses_it_before_its_version_counts() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(comp("1", 1L, FIVE_PAST))
                    .expectException(invalid(OrderStatus.PAID))
                    .expectNoEvents();
        }
    }

    @Nested
    class When_a_line_is_voided {

        @Test
        void all_of_it_is_gone() {
            order.given(PLACED, RESERVED)
                    .when(voidLine("c1", "2", null, 2L, FIVE_PAST))
                    .expectEvents(voided("c1", MILK, "1", "0", FIVE_PAST));
            OrderState after = stateAfter(PLACED, RESERVED, voided("c1", MILK, "1", "0", FIVE_PAST));
            assertThat(after.lines().all()).containsExactly(BEANS);
            assertThat(after.total()).isEqualTo(new BigDecimal("20.00"));
        }

        @Test
        void a_part_of_it_leaves_the_rest() {
            order.given(PLACED, RESERVED)
                    .when(voidLine("c1", "1", "0.50", 2L, FIVE_PAST))
                    .expectEvents(voided("c1", BEANS, "0.5", "1.5", FIVE_PAST));
            OrderState after = stateAfter(PLACED, RESERVED, voided("c1", BEANS, "0.5", "1.5", FIVE_PAST));
            assertThat(after.total()).isEqualTo(new BigDecimal("20.00"));
            assertThat(after.lines().stock()).containsExactly(item("beans", "1.5"), ONE_MILK);
        }

        @Test
        void the_same_void_again_changes_nothing() {
            order.given(PLACED, RESERVED, voided("c1", BEANS, "1", "1", NINE))
                    .when(voidLine("c1", "1", "1", 2L, FIVE_PAST))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void more_than_there_is_is_refused() {
            order.given(PLACED, RESERVED)
                    .when(voidLine("c1", "1", "2.01", 2L, FIVE_PAST))
                    .expectException(InvalidQuantity.class)
                    .expectExceptionMessage("Line 1 has only 2")
                    .expectNoEvents();
        }

        @Test
        void who_did_not_see_that_there_is_less_by_now_learns_that_first() {
            order.given(PLACED, RESERVED, voided("c1", BEANS, "1", "1", NINE))
                    .when(voidLine("c2", "1", "2", 2L, FIVE_PAST))
                    .expectException(stale(2, 3))
                    .expectNoEvents();
        }

        @Test
        void the_order_is_paid_when_the_payments_so_far_suffice() {
            order.given(PLACED, RESERVED, payment("pay-1", "20.00", NINE))
                    .when(voidLine("c1", "2", null, 3L, FIVE_PAST))
                    .expectEvents(
                            voided("c1", MILK, "1", "0", FIVE_PAST),
                            new OrderPaid(ORDER, List.of(TWO_BEANS), FIVE_PAST));
        }

        @Test
        void the_total_may_not_fall_below_what_was_paid() {
            order.given(PLACED, RESERVED, payment("pay-1", "15.01", NINE))
                    .when(voidLine("c1", "1", "1", 3L, FIVE_PAST))
                    .expectException(amountDue("9.99"))
                    .expectNoEvents();
        }

        @Test
        void the_last_line_takes_the_order_with_it() {
            order.given(PLACED, RESERVED, removed("c1", MILK, NINE))
                    .when(voidLine("c2", "1", null, 3L, FIVE_PAST))
                    .expectEvents(
                            voided("c2", BEANS, "2", "0", FIVE_PAST),
                            new OrderVoided(ORDER, "mistyped", List.of(), FIVE_PAST));
        }

        @Test
        void the_last_line_stays_when_something_was_paid() {
            order.given(PLACED, RESERVED, removed("c1", MILK, NINE), TEN_EUROS)
                    .when(voidLine("c2", "1", null, 4L, FIVE_PAST))
                    .expectException(amountDue("10.00"))
                    .expectNoEvents();
        }

        @Test
        void a_draft_without_lines_stays_a_draft() {
            order.given(DRAFTED, removed("c1", MILK, NINE))
                    .when(voidLine("c2", "1", null, 2L, NINE))
                    .expectEvents(voided("c2", BEANS, "2", "0", NINE));
        }
    }

    @Nested
    class When_all_of_it_is_voided {

        @Test
        void its_stock_is_freed_and_nothing_is_due() {
            OrderVoided end = new OrderVoided(ORDER, "walked out", List.of(TWO_BEANS, ONE_MILK), FIVE_PAST);
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(new VoidOrder(ORDER, "walked out", 3L, FIVE_PAST))
                    .expectEvents(end);
            assertThat(stateAfter(PLACED, RESERVED, TEN_EUROS, end))
                    .returns(OrderStatus.VOIDED, OrderState::status)
                    .returns(new BigDecimal("10.00"), OrderState::paid)
                    .returns(new BigDecimal("0.00"), OrderState::amountDue);
        }

        @Test
        void a_draft_frees_nothing() {
            order.given(DRAFTED)
                    .when(new VoidOrder(ORDER, null, null, NINE))
                    .expectEvents(new OrderVoided(ORDER, null, List.of(), NINE));
        }

        @Test
        void again_changes_nothing() {
            order.given(DRAFTED, new OrderVoided(ORDER, null, List.of(), NINE))
                    .when(new VoidOrder(ORDER, "again", 1L, NINE))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void a_paid_order_refuses_it() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(new VoidOrder(ORDER, null, null, FIVE_PAST))
                    .expectException(invalid(OrderStatus.PAID))
                    .expectNoEvents();
        }
    }

    @Nested
    class When_its_reservation_is_extended {

        private final Instant later = DUE.plus(Duration.ofMinutes(10));
        private final ReservationExtended extended =
                new ReservationExtended(ORDER, later, List.of(TWO_BEANS, ONE_MILK), FIVE_PAST);

        @Test
        void it_is_due_later_by_that_much() {
            order.given(PLACED, RESERVED)
                    .when(extend("PT10M", JUST_BEFORE_DUE))
                    .expectEvents(new ReservationExtended(ORDER, later, List.of(TWO_BEANS, ONE_MILK), JUST_BEFORE_DUE));
            assertThat(stateAfter(PLACED, RESERVED, extended))
                    .returns(OrderStatus.RESERVED, state -> state.statusAt(DUE))
                    .returns(OrderStatus.EXPIRED, state -> state.statusAt(later));
        }

        @Test
        void it_no_longer_expires_at_the_first_deadline() {
            order.given(PLACED, RESERVED, extended)
                    .when(new ExpireOrder(ORDER, DUE))
                    .expectNoEvents();
            order.given(PLACED, RESERVED, extended)
                    .when(new ExpireOrder(ORDER, later))
                    .expectEvents(new OrderExpired(ORDER, List.of(TWO_BEANS, ONE_MILK), later));
        }

        @Test
        void the_whole_window_is_bounded() {
            order.given(PLACED, RESERVED, extended)
                    .when(extend("PT35M", FIVE_PAST))
                    .expectEvents(new ReservationExtended(
                            ORDER, NINE.plus(Duration.ofHours(1)), List.of(TWO_BEANS, ONE_MILK), FIVE_PAST));
            order.given(PLACED, RESERVED, extended)
                    .when(extend("PT35.000001S", FIVE_PAST))
                    .expectSuccessfulHandlerExecution();
            order.given(PLACED, RESERVED, extended)
                    .when(extend("PT35M0.000001S", FIVE_PAST))
                    .expectException(WindowTooLong.class)
                    .expectExceptionMessage("The payment deadline can be extended by at most PT35M")
                    .expectNoEvents();
        }

        @Test
        void at_the_very_deadline_it_is_too_late() {
            order.given(PLACED, RESERVED)
                    .when(extend("PT10M", DUE))
                    .expectException(ReservationExpired.class)
                    .expectNoEvents();
        }

        @Test
        void stock_that_is_needed_then_is_held_until_the_new_deadline() {
            order.given(PLACED, RESERVED, extended)
                    .when(add("c1", false, null, FIVE_PAST, NEW_MILK))
                    .expectException(refusal(
                            StockNeeded.class, "until " + later, e -> e.until().equals(later)))
                    .expectNoEvents();
        }
    }

    @Nested
    class When_a_payment_is_refunded {

        private static final PaymentRefunded ALL_BACK =
                new PaymentRefunded(ORDER, "ref-1", "pay-1", new BigDecimal("25.00"), "broken", true, FIVE_PAST);
        private static final ReturnedLine BEANS_BACK = back(BEANS, "2");
        private static final ReturnedLine MILK_BACK = back(MILK, "1");

        @Test
        void all_of_it_with_the_goods_refunds_the_order() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(refund("ref-1", "25", true))
                    .expectEvents(ALL_BACK, goods("ref-1", BEANS_BACK, MILK_BACK), new OrderRefunded(ORDER, FIVE_PAST));
        }

        @Test
        void without_the_goods_they_stay_sold() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(refund("ref-1", "25", false))
                    .expectEvents(refunded("ref-1", "25.00", FIVE_PAST), new OrderRefunded(ORDER, FIVE_PAST));
        }

        @Test
        void a_part_leaves_it_paid_with_nothing_due() {
            PaymentRefunded part = refunded("ref-1", "5.00", FIVE_PAST);
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(refund("ref-1", "5", false))
                    .expectEvents(part);
            assertThat(stateAfter(PLACED, RESERVED, ALL_EUROS, PAID, part))
                    .returns(OrderStatus.PAID, OrderState::status)
                    .returns(new BigDecimal("25.00"), OrderState::paid)
                    .returns(new BigDecimal("5.00"), OrderState::refunded)
                    .returns(new BigDecimal("0.00"), OrderState::amountDue);
        }

        @Test
        void never_more_than_is_left_of_it_goes_back() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID, refunded("ref-1", "5.00", NINE))
                    .when(refund("ref-2", "20.01", false))
                    .expectException(refusal(
                            MoreThanRefundable.class,
                            "20.00",
                            e -> e.refundable().toPlainString().equals("20.00")))
                    .expectNoEvents();
            order.given(PLACED, RESERVED, ALL_EUROS, PAID, refunded("ref-1", "5.00", NINE))
                    .when(refund("ref-2", "20", false))
                    .expectEvents(refunded("ref-2", "20.00", FIVE_PAST), new OrderRefunded(ORDER, FIVE_PAST));
        }

        @Test
        void of_two_payments_each_gives_back_its_own() {
            order.given(PLACED, RESERVED, TEN_EUROS, payment("pay-2", "15.00", NINE), PAID)
                    .when(refund("ref-1", "10.01", false))
                    .expectException(MoreThanRefundable.class)
                    .expectNoEvents();
            order.given(PLACED, RESERVED, TEN_EUROS, payment("pay-2", "15.00", NINE), PAID)
                    .when(refund("ref-1", "10", false))
                    .expectEvents(refunded("ref-1", "10.00", FIVE_PAST));
        }

        @Test
        void the_same_refund_again_is_paid_out_only_once() {
            OrderEvent[] history = {PLACED, RESERVED, ALL_EUROS, PAID, refunded("ref-1", "5.00", NINE)};
            order.given((Object[]) history)
                    .when(refund("ref-1", "5.0", false))
                    .expectNoEvents()
                    .expectResultMessagePayload(stateAfter(history));
        }

        @Test
        void the_same_refund_with_other_content_is_refused() {
            OrderEvent first = refunded("ref-1", "5.00", NINE);
            for (RefundPayment other : List.of(refund("ref-1", "6", false), refund("ref-1", "5", true))) {
                order.given(PLACED, RESERVED, ALL_EUROS, PAID, first)
                        .when(other)
                        .expectException(AlreadyExists.class)
                        .expectExceptionMessage("Refund ref-1 exists already with other content")
                        .expectNoEvents();
            }
        }

        @Test
        void the_same_refund_with_other_goods_is_refused() {
            OrderEvent[] history = {
                PLACED, RESERVED, ALL_EUROS, PAID, refundedWithGoods("5.00"), goods("ref-1", back(BEANS, "1"))
            };
            order.given((Object[]) history)
                    .when(refund("ref-1", "5", true, new Return("1", new BigDecimal("2"))))
                    .expectException(AlreadyExists.class)
                    .expectNoEvents();
            order.given((Object[]) history)
                    .when(refund("ref-1", "5", true, new Return("1", new BigDecimal("1.0"))))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void a_payment_it_did_not_take_cannot_go_back() {
            order.given(PLACED, RESERVED)
                    .when(refund("ref-1", "5", false))
                    .expectException(UnknownPayment.class)
                    .expectExceptionMessage("The order has no payment pay-1")
                    .expectNoEvents();
        }

        @Test
        void the_goods_that_are_named_come_back() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID)
                    .when(refund("ref-1", "5", true, new Return("1", new BigDecimal("0.50")), new Return("2", null)))
                    .expectEvents(refundedWithGoods("5.00"), goods("ref-1", back(BEANS, "0.5"), MILK_BACK));
        }

        @Test
        void goods_come_back_only_once() {
            OrderEvent[] history = {
                PLACED, RESERVED, ALL_EUROS, PAID, refundedWithGoods("5.00"), goods("ref-1", back(BEANS, "1.5"))
            };
            order.given((Object[]) history)
                    .when(refund("ref-2", "5", true, new Return("1", BigDecimal.ONE)))
                    .expectException(invalid(OrderStatus.PAID))
                    .expectExceptionMessage("Of line 1 only 0.5 can come back")
                    .expectNoEvents();
            order.given((Object[]) history)
                    .when(refund("ref-2", "20", true))
                    .expectEvents(
                            new PaymentRefunded(
                                    ORDER, "ref-2", "pay-1", new BigDecimal("20.00"), "broken", true, FIVE_PAST),
                            goods("ref-2", back(BEANS, "0.5"), MILK_BACK),
                            new OrderRefunded(ORDER, FIVE_PAST));
        }

        @Test
        void a_completed_order_stays_completed() {
            order.given(PLACED, RESERVED, ALL_EUROS, PAID, new OrderCompleted(ORDER, NINE))
                    .when(refund("ref-1", "25", true))
                    .expectEvents(ALL_BACK, goods("ref-1", BEANS_BACK, MILK_BACK));
        }

        @Test
        void what_was_paid_for_an_order_that_ended_goes_back_and_nothing_returns_that_was_never_sold() {
            for (OrderEvent end : List.of(
                    new OrderExpired(ORDER, List.of(TWO_BEANS, ONE_MILK), NINE),
                    new OrderCancelled(ORDER, null, List.of(TWO_BEANS, ONE_MILK), NINE),
                    new OrderVoided(ORDER, null, List.of(TWO_BEANS, ONE_MILK), NINE))) {
                order.given(PLACED, RESERVED, TEN_EUROS, end)
                        .when(refund("ref-1", "10", true))
                        .expectEvents(refundedWithGoods("10.00"));
            }
        }

        @Test
        void a_part_payment_of_an_open_order_goes_back_and_is_due_again() {
            PaymentRefunded back = refunded("ref-1", "10.00", FIVE_PAST);
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(refund("ref-1", "10", false))
                    .expectEvents(back);
            assertThat(stateAfter(PLACED, RESERVED, TEN_EUROS, back).amountDue())
                    .isEqualTo(new BigDecimal("25.00"));
            order.given(PLACED, RESERVED, TEN_EUROS, back)
                    .when(pay("pay-2", "25", null, FIVE_PAST))
                    .expectEvents(
                            payment("pay-2", "25.00", FIVE_PAST),
                            new OrderPaid(ORDER, List.of(TWO_BEANS, ONE_MILK), FIVE_PAST));
        }

        @Test
        void past_the_deadline_the_expiry_is_written_down_with_it() {
            order.given(PLACED, RESERVED, TEN_EUROS)
                    .when(new RefundPayment(
                            ORDER, "pay-1", "ref-1", BigDecimal.TEN, "broken", false, List.of(), null, DUE))
                    .expectEvents(
                            new OrderExpired(ORDER, List.of(TWO_BEANS, ONE_MILK), DUE),
                            refunded("ref-1", "10.00", DUE));
        }

        private static RefundPayment refund(String refundId, String amount, boolean restock, Return... lines) {
            return new RefundPayment(
                    ORDER,
                    "pay-1",
                    refundId,
                    new BigDecimal(amount),
                    "broken",
                    restock,
                    List.of(lines),
                    null,
                    FIVE_PAST);
        }

        private static PaymentRefunded refundedWithGoods(String amount) {
            return new PaymentRefunded(ORDER, "ref-1", "pay-1", new BigDecimal(amount), "broken", true, FIVE_PAST);
        }

        private static GoodsReturned goods(String refundId, ReturnedLine... lines) {
            return new GoodsReturned(ORDER, refundId, List.of(lines), FIVE_PAST);
        }

        private static ReturnedLine back(OrderLine line, String quantity) {
            return new ReturnedLine(line.lineId(), line.sku(), line.location(), new BigDecimal(quantity));
        }
    }

    private static SendLines send(Instant at, String... lineIds) {
        return new SendLines(ORDER, List.of(lineIds), null, at);
    }

    private static LinesSent sent(Instant at, String... lineIds) {
        return new LinesSent(ORDER, List.of(lineIds), at);
    }

    private static CompLine comp(String lineId, @Nullable Long expectedVersion, Instant at) {
        return new CompLine(ORDER, lineId, "cold", expectedVersion, at);
    }

    private static LineComped comped(String lineId, Instant at) {
        return new LineComped(ORDER, lineId, "cold", at);
    }

    private static VoidLine voidLine(
            String changeId, String lineId, @Nullable String quantity, @Nullable Long expectedVersion, Instant at) {
        BigDecimal part = quantity == null ? null : new BigDecimal(quantity);
        return new VoidLine(ORDER, changeId, lineId, part, "mistyped", expectedVersion, at);
    }

    private static LineVoided voided(String changeId, OrderLine line, String quantity, String left, Instant at) {
        return new LineVoided(
                ORDER,
                changeId,
                line.lineId(),
                line.sku(),
                line.location(),
                new BigDecimal(quantity),
                new BigDecimal(left),
                "mistyped",
                at);
    }

    private static ExtendReservation extend(String by, Instant at) {
        return new ExtendReservation(ORDER, Duration.parse(by), Duration.ofHours(1), null, at);
    }

    private static PaymentRefunded refunded(String refundId, String amount, Instant at) {
        return new PaymentRefunded(ORDER, refundId, "pay-1", new BigDecimal(amount), "broken", false, at);
    }

    private static DraftOrder draft(NewLine... lines) {
        return new DraftOrder(ORDER, ANN, TABLE, "EUR", List.of(lines), null, NINE);
    }

    private static PlaceOrder place(@Nullable Duration paymentWindow, NewLine... lines) {
        return new PlaceOrder(ORDER, ANN, TABLE, "EUR", List.of(lines), paymentWindow, DEFAULT_WINDOW, NINE);
    }

    private static AddLines add(
            String changeId, boolean held, @Nullable Long expectedVersion, Instant at, NewLine... lines) {
        return new AddLines(ORDER, changeId, List.of(lines), held, expectedVersion, at);
    }

    private static ChangeLine change(
            String changeId, String lineId, String quantity, boolean held, @Nullable Long expectedVersion, Instant at) {
        return new ChangeLine(ORDER, changeId, lineId, new BigDecimal(quantity), held, expectedVersion, at);
    }

    private static RemoveLine remove(String changeId, String lineId, @Nullable Long expectedVersion, Instant at) {
        return new RemoveLine(ORDER, changeId, lineId, expectedVersion, at);
    }

    private static PayOrder pay(String paymentId, String amount, @Nullable Long expectedVersion, Instant at) {
        return new PayOrder(ORDER, paymentId, new BigDecimal(amount), "CARD", expectedVersion, at);
    }

    private static LinesAdded added(String changeId, Instant at, OrderLine... lines) {
        return new LinesAdded(ORDER, changeId, List.of(lines), at);
    }

    private static LineQuantityChanged changed(String changeId, OrderLine line, String quantity, Instant at) {
        return new LineQuantityChanged(
                ORDER,
                changeId,
                line.lineId(),
                line.sku(),
                line.location(),
                new BigDecimal(quantity),
                line.quantity(),
                at);
    }

    private static LineRemoved removed(String changeId, OrderLine line, Instant at) {
        return new LineRemoved(ORDER, changeId, line.lineId(), line.sku(), line.location(), line.quantity(), at);
    }

    private static PaymentReceived payment(String paymentId, String amount, Instant at) {
        return new PaymentReceived(ORDER, paymentId, new BigDecimal(amount), "CARD", at);
    }

    private static OrderLine line(String lineId, String sku, String quantity, String unitPrice) {
        return new OrderLine(lineId, sku, "main", new BigDecimal(quantity), new BigDecimal(unitPrice));
    }

    private static NewLine newLine(@Nullable String lineId, String sku, String quantity, String unitPrice) {
        return new NewLine(lineId, sku, "main", new BigDecimal(quantity), new BigDecimal(unitPrice));
    }

    private static ItemQuantity item(String sku, String quantity) {
        return new ItemQuantity(sku, "main", new BigDecimal(quantity));
    }

    private static OrderState stateAfter(OrderEvent... events) {
        return Stream.of(events).reduce(OrderState.NONE, OrderState::evolve, (first, second) -> second);
    }

    private static Matcher<Object> stale(long expected, long current) {
        return refusal(
                StaleVersion.class,
                "expected " + expected + ", current " + current,
                e -> e.expected() == expected && e.current() == current);
    }

    private static Matcher<Object> invalid(OrderStatus status) {
        return refusal(InvalidState.class, status.name(), e -> e.status() == status);
    }

    private static Matcher<Object> amountDue(String amount) {
        return refusal(
                AmountMismatch.class, amount, e -> e.amountDue().toPlainString().equals(amount));
    }

    private static Matcher<Object> stockNeeded(ItemQuantity... items) {
        return refusal(
                StockNeeded.class,
                List.of(items) + " until " + DUE,
                e -> e.items().equals(List.of(items)) && e.until().equals(DUE));
    }

    private static <T extends OrderRefusal> Matcher<Object> refusal(Class<T> type, String text, Predicate<T> test) {
        return new CustomMatcher<>(type.getSimpleName() + ": " + text) {
            @Override
            public boolean matches(Object thrown) {
                return type.isInstance(thrown) && test.test(type.cast(thrown));
            }
        };
    }
}
