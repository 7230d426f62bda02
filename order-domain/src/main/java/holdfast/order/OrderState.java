package holdfast.order;

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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order after a number of events. Amounts are in the currency of its origin.
 *
 * @param origin what it was created with
 * @param shortages why it was rejected
 * @param version number of events, 0 before the first
 */
public record OrderState(
        String orderId,
        OrderStatus status,
        OrderContent origin,
        Lines lines,
        Payments payments,
        List<Shortage> shortages,
        OrderTimes times,
        long version) {

    public static final OrderState NONE = new OrderState(
            "",
            OrderStatus.DRAFT,
            new OrderContent(null, null, "XXX", List.of(), null, null, true),
            Lines.NONE,
            Payments.NONE,
            List.of(),
            OrderTimes.NONE,
            0);

    public OrderState evolve(OrderEvent event) {
        return switch (event) {
            case OrderDrafted e -> drafted(e);
            case OrderPlaced e -> version == 0 ? placedAtOnce(e) : placed(e);
            case OrderReserved e -> to(OrderStatus.RESERVED, e);
            case OrderRejected e -> rejected(e);
            case LinesAdded e -> with(lines.plus(e.changeId(), e.lines()), e);
            case LineQuantityChanged e -> with(lines.withQuantity(e.changeId(), e.lineId(), e.quantity()), e);
            case LineRemoved e -> with(lines.without(e.changeId(), e.lineId()), e);
            case LinesSent e -> with(lines.sent(e.lineIds()), e);
            case LineComped e -> with(lines.comped(e.lineId()), e);
            case LineVoided e -> with(voided(e), e);
            case ReservationExtended e -> extended(e);
            case PaymentReceived e ->
                with(payments.plus(new Payment(e.paymentId(), e.amount(), e.method(), e.at())), e);
            case OrderPaid e -> to(OrderStatus.PAID, e);
            case OrderCancelled e -> to(OrderStatus.CANCELLED, e);
            case OrderVoided e -> to(OrderStatus.VOIDED, e);
            case OrderExpired e -> to(OrderStatus.EXPIRED, e);
            case OrderCompleted e -> to(OrderStatus.COMPLETED, e);
            case PaymentRefunded e -> with(payments.plus(refund(e)), e);
            case GoodsReturned e -> with(payments.withReturned(e.refundId(), e.lines()), e);
            case OrderRefunded e -> to(OrderStatus.REFUNDED, e);
        };
    }

    private static OrderState drafted(OrderDrafted e) {
        OrderContent origin =
                new OrderContent(e.customerId(), e.tab(), e.currency(), e.lines(), null, e.paymentWindow(), true);
        return created(e.orderId(), OrderStatus.DRAFT, origin, OrderTimes.NONE.updated(e.at()));
    }

    private static OrderState placedAtOnce(OrderPlaced e) {
        OrderContent origin = new OrderContent(
                e.customerId(), e.tab(), e.currency(), e.lines(), e.reservationId(), e.paymentWindow(), false);
        return created(e.orderId(), OrderStatus.PLACED, origin, OrderTimes.NONE.placed(e.at(), e.paymentDueAt()));
    }

    private static OrderState created(String orderId, OrderStatus status, OrderContent origin, OrderTimes times) {
        return new OrderState(orderId, status, origin, Lines.of(origin.lines()), Payments.NONE, List.of(), times, 1);
    }

    private OrderState placed(OrderPlaced e) {
        OrderTimes placedTimes = times.placed(e.at(), e.paymentDueAt());
        return new OrderState(
                orderId, OrderStatus.PLACED, origin, lines, payments, shortages, placedTimes, version + 1);
    }

    private OrderState rejected(OrderRejected e) {
        OrderTimes now = times.updated(e.at());
        return new OrderState(orderId, OrderStatus.REJECTED, origin, lines, payments, e.shortages(), now, version + 1);
    }

    private OrderState to(OrderStatus next, OrderEvent e) {
        return new OrderState(orderId, next, origin, lines, payments, shortages, times.updated(e.at()), version + 1);
    }

    private OrderState with(Lines next, OrderEvent e) {
        return new OrderState(orderId, status, origin, next, payments, shortages, times.updated(e.at()), version + 1);
    }

    private OrderState with(Payments next, OrderEvent e) {
        return new OrderState(orderId, status, origin, lines, next, shortages, times.updated(e.at()), version + 1);
    }

    private OrderState extended(ReservationExtended e) {
        OrderTimes later = times.due(e.paymentDueAt(), e.at());
        return new OrderState(orderId, status, origin, lines, payments, shortages, later, version + 1);
    }

    private Lines voided(LineVoided e) {
        return e.left().signum() == 0
                ? lines.without(e.changeId(), e.lineId())
                : lines.withQuantity(e.changeId(), e.lineId(), e.left());
    }

    private static Refund refund(PaymentRefunded e) {
        return new Refund(e.refundId(), e.paymentId(), e.amount(), e.reason(), e.restock(), List.of(), e.at());
    }

    /** The status as everybody must see it at a time: from its deadline on an unpaid order has expired. */
    public OrderStatus statusAt(Instant time) {
        Instant due = times.paymentDueAt();
        boolean unpaid = status == OrderStatus.PLACED || status == OrderStatus.RESERVED;
        return unpaid && due != null && !time.isBefore(due) ? OrderStatus.EXPIRED : status;
    }

    /** How many lines, changes, payments and refunds are remembered: what its memory grows with. */
    public int parts() {
        return lines.all().size()
                + lines.changes().size()
                + payments.all().size()
                + payments.refunds().size();
    }

    public String currency() {
        return origin.currency();
    }

    public BigDecimal total() {
        return lines.total(currency());
    }

    /** What a line costs: nothing when it is comped. */
    public BigDecimal amountOf(OrderLine line) {
        return lines.amountOf(line, currency());
    }

    /** What was paid, gross. */
    public BigDecimal paid() {
        return payments.paid(currency());
    }

    /** What was given back of it. */
    public BigDecimal refunded() {
        return payments.refunded(currency());
    }

    /** What was given back of a payment. */
    public BigDecimal refundedOf(Payment payment) {
        return payments.refundedOf(payment.paymentId(), currency());
    }

    /** What is still to be paid; nothing on an order that is settled or over. */
    public BigDecimal amountDue() {
        return switch (status) {
            case PAID, COMPLETED, REFUNDED, REJECTED, CANCELLED, VOIDED, EXPIRED -> Amounts.zero(currency());
            case DRAFT, PLACED, RESERVED -> total().subtract(paid()).add(refunded());
        };
    }

    public Optional<Payment> payment(String paymentId) {
        return payments.find(paymentId);
    }
}
