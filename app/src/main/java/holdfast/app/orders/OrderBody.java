package holdfast.app.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import holdfast.order.OrderLine;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import holdfast.order.Payment;
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
        @Nullable Instant paymentDueAt,
        @Nullable Instant placedAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Shortage> shortages,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String paymentId) {

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

    public static OrderBody of(OrderState order) {
        return of(order, null);
    }

    /** With the payment that the command took. */
    static OrderBody of(OrderState order, @Nullable String paymentId) {
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
                order.payments().stream()
                        .map(payment -> payment(order, payment))
                        .toList(),
                order.times().paymentDueAt(),
                order.times().placedAt(),
                order.times().updatedAt(),
                order.shortages().isEmpty() ? null : order.shortages(),
                paymentId);
    }

    private static Line line(OrderState order, OrderLine line) {
        return new Line(
                line.lineId(),
                line.sku(),
                line.location(),
                line.quantity(),
                line.unitPrice(),
                order.amountOf(line),
                false,
                0);
    }

    private static PaymentBody payment(OrderState order, Payment payment) {
        return new PaymentBody(payment.paymentId(), payment.amount(), payment.method(), payment.at(), order.refunded());
    }
}
