package holdfast.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an order. Amounts are in its currency, quantities in the unit of their SKU. */
public sealed interface OrderEvent {

    String orderId();

    Instant at();

    /** An event that changes what the order needs of its stock, or whether it still does. */
    sealed interface AffectsStock extends OrderEvent {}

    record OrderDrafted(
            String orderId,
            @Nullable String customerId,
            @Nullable String tab,
            String currency,
            List<OrderLine> lines,
            @Nullable Duration paymentWindow,
            Instant at)
            implements OrderEvent {}

    /**
     * The order asks for its stock.
     *
     * @param reservationId the reservation of a cart whose holds it takes over; null when it asks for stock of its own
     * @param paymentWindow what the client asked for; null when it left that to the service
     * @param paymentDueAt the deadline, which every command and every read after it respects
     */
    record OrderPlaced(
            String orderId,
            @Nullable String customerId,
            @Nullable String tab,
            String currency,
            List<OrderLine> lines,
            @Nullable String reservationId,
            @Nullable Duration paymentWindow,
            Instant paymentDueAt,
            Instant at)
            implements AffectsStock {

        /** Of an order that asks for stock of its own. */
        public OrderPlaced(
                String orderId,
                @Nullable String customerId,
                @Nullable String tab,
                String currency,
                List<OrderLine> lines,
                @Nullable Duration paymentWindow,
                Instant paymentDueAt,
                Instant at) {
            this(orderId, customerId, tab, currency, lines, null, paymentWindow, paymentDueAt, at);
        }
    }

    record OrderReserved(String orderId, Instant paymentDueAt, Instant at) implements OrderEvent {}

    record OrderRejected(String orderId, List<Shortage> shortages, Instant at) implements OrderEvent {}

    /** {@code changeId} names the change, so that its stock is held for it only once. */
    record LinesAdded(String orderId, String changeId, List<OrderLine> lines, Instant at) implements OrderEvent {}

    record LineQuantityChanged(
            String orderId,
            String changeId,
            String lineId,
            String sku,
            String location,
            BigDecimal quantity,
            BigDecimal previousQuantity,
            Instant at)
            implements AffectsStock {}

    record LineRemoved(
            String orderId,
            String changeId,
            String lineId,
            String sku,
            String location,
            BigDecimal quantity,
            Instant at)
            implements AffectsStock {}

    /** Lines went to the kitchen or to fulfilment; a line may go more than once. */
    record LinesSent(String orderId, List<String> lineIds, Instant at) implements OrderEvent {}

    /** The line costs nothing from now on; its stock stays used. */
    record LineComped(String orderId, String lineId, String reason, Instant at) implements OrderEvent {}

    /**
     * A line, or a part of it, is taken back before it was paid.
     *
     * @param quantity what is gone
     * @param left what is left of the line; the line is gone when that is zero
     */
    record LineVoided(
            String orderId,
            String changeId,
            String lineId,
            String sku,
            String location,
            BigDecimal quantity,
            BigDecimal left,
            String reason,
            Instant at)
            implements AffectsStock {}

    /** The payment is due later than it was, and {@code items} is held until then. */
    record ReservationExtended(String orderId, Instant paymentDueAt, List<ItemQuantity> items, Instant at)
            implements AffectsStock {}

    record PaymentReceived(String orderId, String paymentId, BigDecimal amount, String method, Instant at)
            implements OrderEvent {}

    /** Nothing is due any more; {@code items} is the stock that is sold by it. */
    record OrderPaid(String orderId, List<ItemQuantity> items, Instant at) implements AffectsStock {}

    /** {@code items} is the stock that was held for it, none for a draft. */
    record OrderCancelled(String orderId, @Nullable String reason, List<ItemQuantity> items, Instant at)
            implements AffectsStock {}

    /** {@code items} is the stock that was held for it, none for a draft or when its last line was voided before. */
    record OrderVoided(String orderId, @Nullable String reason, List<ItemQuantity> items, Instant at)
            implements AffectsStock {}

    /** {@code items} is the stock that was held for it. */
    record OrderExpired(String orderId, List<ItemQuantity> items, Instant at) implements AffectsStock {}

    record OrderCompleted(String orderId, Instant at) implements OrderEvent {}

    /** Money of a payment was given back; {@code restock} says whether goods came back with it. */
    record PaymentRefunded(
            String orderId,
            String refundId,
            String paymentId,
            BigDecimal amount,
            String reason,
            boolean restock,
            Instant at)
            implements OrderEvent {}

    /** Sold goods came back with a refund and can be sold again. */
    record GoodsReturned(String orderId, String refundId, List<ReturnedLine> lines, Instant at)
            implements AffectsStock {}

    /** All that was paid has been given back. */
    record OrderRefunded(String orderId, Instant at) implements OrderEvent {}
}
