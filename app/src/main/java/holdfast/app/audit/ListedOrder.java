package holdfast.app.audit;

import static java.math.BigDecimal.ZERO;

import holdfast.order.OrderEvent;
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
import holdfast.order.OrderLine;
import holdfast.order.OrderStatus;
import holdfast.order.Shortage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** An order as lists must show it, noted down from its events; the first of them gives its place. */
final class ListedOrder {

    private final String orderId;
    private final long position;
    private final Instant createdAt;
    private final Map<String, OrderLine> lines = new LinkedHashMap<>();
    private final Set<String> comped = new HashSet<>(2);
    private final Map<String, Integer> sent = new HashMap<>(2);
    private final List<PaymentReceived> payments = new ArrayList<>(1);
    private final List<PaymentRefunded> refunds = new ArrayList<>(0);
    private List<Shortage> shortages = List.of();
    private OrderStatus status = OrderStatus.DRAFT;
    private String currency = "XXX";
    private @Nullable String customerId;
    private @Nullable String tab;
    private @Nullable String reservationId;
    private @Nullable Instant placedAt;
    private @Nullable Instant paymentDueAt;
    private Instant updatedAt;
    private long version;

    ListedOrder(String orderId, long position, Instant createdAt) {
        this.orderId = orderId;
        this.position = position;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    void apply(OrderEvent event) {
        version++;
        updatedAt = event.at();
        switch (event) {
            case OrderDrafted e -> ask(OrderStatus.DRAFT, e.customerId(), e.tab(), e.currency(), e.lines());
            case OrderPlaced e -> place(e);
            case OrderReserved _ -> status = OrderStatus.RESERVED;
            case OrderRejected e -> reject(e);
            case LinesAdded e -> e.lines().forEach(line -> lines.put(line.lineId(), line));
            case LineQuantityChanged e -> change(e.lineId(), e.quantity());
            case LineRemoved e -> change(e.lineId(), ZERO);
            case LinesSent e -> e.lineIds().forEach(line -> sent.merge(line, 1, Integer::sum));
            case LineComped e -> comped.add(e.lineId());
            case LineVoided e -> change(e.lineId(), e.left());
            case ReservationExtended e -> paymentDueAt = e.paymentDueAt();
            case PaymentReceived e -> payments.add(e);
            case OrderPaid _ -> status = OrderStatus.PAID;
            case OrderCancelled _ -> status = OrderStatus.CANCELLED;
            case OrderVoided _ -> status = OrderStatus.VOIDED;
            case OrderExpired _ -> status = OrderStatus.EXPIRED;
            case OrderCompleted _ -> status = OrderStatus.COMPLETED;
            case PaymentRefunded e -> refunds.add(e);
            case GoodsReturned _ -> {} // shown by its refund
            case OrderRefunded _ -> status = OrderStatus.REFUNDED;
        }
    }

    private void place(OrderPlaced e) {
        ask(OrderStatus.PLACED, e.customerId(), e.tab(), e.currency(), e.lines());
        reservationId = e.reservationId();
        placedAt = e.at();
        paymentDueAt = e.paymentDueAt();
    }

    private void ask(
            OrderStatus next, @Nullable String customer, @Nullable String onTab, String in, List<OrderLine> asked) {
        status = next;
        customerId = customer;
        tab = onTab;
        currency = in;
        lines.clear();
        asked.forEach(line -> lines.put(line.lineId(), line));
    }

    private void reject(OrderRejected e) {
        status = OrderStatus.REJECTED;
        shortages = e.shortages();
    }

    /** Nothing that was noted on a line outlives it. */
    private void change(String lineId, BigDecimal quantity) {
        if (quantity.signum() == 0) {
            lines.remove(lineId);
            comped.remove(lineId);
            sent.remove(lineId);
        } else {
            lines.computeIfPresent(
                    lineId,
                    (_, line) -> new OrderLine(lineId, line.sku(), line.location(), quantity, line.unitPrice()));
        }
    }

    String orderId() {
        return orderId;
    }

    long position() {
        return position;
    }

    Instant createdAt() {
        return createdAt;
    }

    OrderStatus status() {
        return status;
    }

    String currency() {
        return currency;
    }

    @Nullable
    String customerId() {
        return customerId;
    }

    @Nullable
    String tab() {
        return tab;
    }

    @Nullable
    String reservationId() {
        return reservationId;
    }

    @Nullable
    Instant placedAt() {
        return placedAt;
    }

    @Nullable
    Instant paymentDueAt() {
        return paymentDueAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long version() {
        return version;
    }

    Collection<OrderLine> lines() {
        return lines.values();
    }

    /** The SKUs of its lines, each once. */
    Set<String> skus() {
        Set<String> skus = new TreeSet<>();
        lines.values().forEach(line -> skus.add(line.sku()));
        return skus;
    }

    boolean isComped(OrderLine line) {
        return comped.contains(line.lineId());
    }

    int sentCount(OrderLine line) {
        return sent.getOrDefault(line.lineId(), 0);
    }

    List<PaymentReceived> payments() {
        return payments;
    }

    List<PaymentRefunded> refunds() {
        return refunds;
    }

    List<Shortage> shortages() {
        return shortages;
    }

    /** Rounded half up to the decimals of the currency; nothing for a line that is comped. */
    BigDecimal amountOf(OrderLine line) {
        int decimals = CurrencyUnit.of(currency).getDecimalPlaces();
        return isComped(line)
                ? ZERO
                : line.quantity().multiply(line.unitPrice()).setScale(decimals, RoundingMode.HALF_UP);
    }

    BigDecimal total() {
        return lines.values().stream().map(this::amountOf).reduce(ZERO, BigDecimal::add);
    }

    BigDecimal paid() {
        return payments.stream().map(PaymentReceived::amount).reduce(ZERO, BigDecimal::add);
    }

    BigDecimal refunded() {
        return refunds.stream().map(PaymentRefunded::amount).reduce(ZERO, BigDecimal::add);
    }

    BigDecimal refundedOf(PaymentReceived payment) {
        return refunds.stream()
                .filter(refund -> refund.paymentId().equals(payment.paymentId()))
                .map(PaymentRefunded::amount)
                .reduce(ZERO, BigDecimal::add);
    }

    BigDecimal amountDue() {
        return switch (status) {
            case DRAFT, PLACED, RESERVED -> total().subtract(paid()).add(refunded());
            case REJECTED, PAID, COMPLETED, CANCELLED, VOIDED, EXPIRED, REFUNDED -> ZERO;
        };
    }
}
