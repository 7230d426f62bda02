package holdfast.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of an order.
 *
 * <p>{@code at} is the time at which the command was given: rules compare deadlines with it, never with a clock.
 * {@code expectedVersion} is the version the sender knows, or null when the command commutes with whatever happened
 * since. Every handler answers the {@link OrderState} after it.
 */
public sealed interface OrderCommand {

    String orderId();

    Instant at();

    /** Starts an order that is still being put together. */
    record DraftOrder(
            @TargetAggregateIdentifier String orderId,
            @Nullable String customerId,
            @Nullable String tab,
            String currency,
            List<NewLine> lines,
            @Nullable Duration paymentWindow,
            Instant at)
            implements OrderCommand {}

    /**
     * Starts an order and asks for its stock.
     *
     * @param reservationId the reservation of a cart whose holds it takes over; null when it asks for stock of its own
     * @param paymentWindow what the client asked for; null for the default
     * @param defaultWindow the service's payment window
     */
    record PlaceOrder(
            @TargetAggregateIdentifier String orderId,
            @Nullable String customerId,
            @Nullable String tab,
            String currency,
            List<NewLine> lines,
            @Nullable String reservationId,
            @Nullable Duration paymentWindow,
            Duration defaultWindow,
            Instant at)
            implements OrderCommand {

        /** Of an order that asks for stock of its own. */
        public PlaceOrder(
                String orderId,
                @Nullable String customerId,
                @Nullable String tab,
                String currency,
                List<NewLine> lines,
                @Nullable Duration paymentWindow,
                Duration defaultWindow,
                Instant at) {
            this(orderId, customerId, tab, currency, lines, null, paymentWindow, defaultWindow, at);
        }
    }

    /** Asks for the stock of a draft. */
    record PlaceDraft(
            @TargetAggregateIdentifier String orderId,
            Duration defaultWindow,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    /** All lines are held. */
    record ConfirmReservation(@TargetAggregateIdentifier String orderId, Instant at) implements OrderCommand {}

    /** Not all lines could be held, and nothing is. */
    record RejectReservation(@TargetAggregateIdentifier String orderId, List<Shortage> shortages, Instant at)
            implements OrderCommand {}

    /**
     * Adds lines.
     *
     * @param changeId names this change: the same one never takes effect twice
     * @param held whether their stock is held already, as a reserved order demands
     */
    record AddLines(
            @TargetAggregateIdentifier String orderId,
            String changeId,
            List<NewLine> lines,
            boolean held,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    /**
     * Gives a line another quantity.
     *
     * @param changeId names this change: the same one never takes effect twice
     * @param held whether the stock for more of it is held already, as a reserved order demands
     */
    record ChangeLine(
            @TargetAggregateIdentifier String orderId,
            String changeId,
            String lineId,
            BigDecimal quantity,
            boolean held,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    record RemoveLine(
            @TargetAggregateIdentifier String orderId,
            String changeId,
            String lineId,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    /** Sends lines to the kitchen or to fulfilment, all of them when none is named. */
    record SendLines(
            @TargetAggregateIdentifier String orderId,
            List<String> lineIds,
            @Nullable Long expectedVersion,
            Instant at) implements OrderCommand {}

    /** Gives a line away: it costs nothing, and its stock stays used. */
    record CompLine(
            @TargetAggregateIdentifier String orderId,
            String lineId,
            String reason,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    /**
     * Takes back a line or a part of it.
     *
     * @param changeId names this change: the same one never takes effect twice
     * @param quantity null for the whole line
     */
    record VoidLine(
            @TargetAggregateIdentifier String orderId,
            String changeId,
            String lineId,
            @Nullable BigDecimal quantity,
            String reason,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    /** Takes back the whole order before it is paid. */
    record VoidOrder(
            @TargetAggregateIdentifier String orderId,
            @Nullable String reason,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    /**
     * Moves the payment deadline to a later time.
     *
     * @param maxWindow the most there may be from placing to the deadline
     */
    record ExtendReservation(
            @TargetAggregateIdentifier String orderId,
            Duration by,
            Duration maxWindow,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    /** Takes a payment, which may be a part of the amount due. */
    record PayOrder(
            @TargetAggregateIdentifier String orderId,
            String paymentId,
            BigDecimal amount,
            String method,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    /**
     * Gives back money of a payment.
     *
     * @param restock whether goods came back, to be sold again
     * @param lines what came back; empty for all that was sold and has not come back yet
     */
    record RefundPayment(
            @TargetAggregateIdentifier String orderId,
            String paymentId,
            String refundId,
            BigDecimal amount,
            String reason,
            boolean restock,
            List<Return> lines,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {

        /** What of a line came back; null for all of it that has not yet. */
        public record Return(String lineId, @Nullable BigDecimal quantity) {}
    }

    record CancelOrder(
            @TargetAggregateIdentifier String orderId,
            @Nullable String reason,
            @Nullable Long expectedVersion,
            Instant at)
            implements OrderCommand {}

    record CompleteOrder(
            @TargetAggregateIdentifier String orderId,
            @Nullable Long expectedVersion,
            Instant at) implements OrderCommand {}

    /** Asks an order whether its payment deadline has passed; harmless when it has not. */
    record ExpireOrder(@TargetAggregateIdentifier String orderId, Instant at) implements OrderCommand {}
}
