package holdfast.app.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import holdfast.order.OrderLine;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import holdfast.order.Payment;
import holdfast.order.Refund;
import holdfast.order.Shortage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as the API shows it. Amounts are in its currency, quantities in the unit of their SKU. */
public record OrderBody(
        String orderId,
        OrderStatus status,
        long version,
        @Nullable String customerId,
        @Nullable String tab,
        String currency,
        List<Line> lines,
        BigDecimal total,
        BigDecimal paid,
        BigDecimal refunded,
        BigDecimal amountDue,
        List<PaymentBody> payments,
        List<RefundBody> refunds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reservationId,
        @Nullable Instant paymentDueAt,
        @Nullable Instant placedAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Shortage> shortages,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String paymentId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String refundId) {

    record Line(
            String lineId,
            String sku,
            String location,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal amount,
            boolean comped,
            int sentCount) {}

    record PaymentBody(String paymentId, BigDecimal amount, String method, Instant at, BigDecimal refunded) {}

    record RefundBody(
            String refundId, String paymentId, BigDecimal amount, String reason, boolean restock, Instant at) {}

    public static OrderBody of(OrderState order) {
        return of(order, null, null);
    }

    /** With the payment that the command took. */
    static OrderBody of(OrderState order, @Nullable String paymentId) {
        return of(order, paymentId, null);
    }

    /** With the payment that the command took, or took back by a refund. */
    static OrderBody of(OrderState order, @Nullable String paymentId, @Nullable String refundId) {
        return new OrderBody(
                order.orderId(),
                order.status(),
                order.version(),
                order.origin().customerId(),
                order.origin().tab(),
                order.currency(),
                order.lines().all().stream().map(line -> line(order, line)).toList(),
                order.total(),
                order.paid(),
                order.refunded(),
                order.amountDue(),
                order.payments().all().stream()
                        .map(payment -> payment(order, payment))
                        .toList(),
                order.payments().refunds().stream().map(OrderBody::refund).toList(),
                order.origin().reservationId(),
                order.times().paymentDueAt(),
                order.times().placedAt(),
                order.times().updatedAt(),
                order.shortages().isEmpty() ? null : order.shortages(),
                paymentId,
                refundId);
    }

    private static Line line(OrderState order, OrderLine line) {
        return new Line(
                line.lineId(),
                line.sku(),
                line.location(),
                line.quantity(),
                line.unitPrice(),
                order.amountOf(line),
                order.lines().isComped(line.lineId()),
                order.lines().sentCount(line.lineId()));
    }

    private static PaymentBody payment(OrderState order, Payment payment) {
        return new PaymentBody(
                payment.paymentId(), payment.amount(), payment.method(), payment.at(), order.refundedOf(payment));
    }

    private static RefundBody refund(Refund refund) {
        return new RefundBody(
                refund.refundId(), refund.paymentId(), refund.amount(), refund.reason(), refund.restock(), refund.at());
    }
}
