package holdfast.app.audit;

import holdfast.order.OrderEvent.PaymentReceived;
import holdfast.order.OrderEvent.PaymentRefunded;
import holdfast.order.OrderLine;
import holdfast.order.Shortage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the body of an order in a list must say, field by field. */
final class ListedBody {

    private ListedBody() {}

    static Map<String, @Nullable Object> of(ListedOrder order) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("orderId", order.orderId());
        body.put("status", order.status().name());
        body.put("version", order.version());
        body.put("customerId", order.customerId());
        body.put("tab", order.tab());
        body.put("currency", order.currency());
        body.put(
                "lines", order.lines().stream().map(line -> lineOf(order, line)).toList());
        putMoney(body, order);
        body.put("reservationId", order.reservationId());
        body.put("paymentDueAt", order.paymentDueAt());
        body.put("placedAt", order.placedAt());
        body.put("updatedAt", order.updatedAt());
        List<Shortage> shortages = order.shortages();
        body.put(
                "shortages",
                shortages.isEmpty()
                        ? null
                        : shortages.stream().map(ListedBody::shortageOf).toList());
        return body;
    }

    private static Map<String, Object> lineOf(ListedOrder order, OrderLine line) {
        return Map.of(
                "lineId", line.lineId(),
                "sku", line.sku(),
                "location", line.location(),
                "quantity", line.quantity(),
                "unitPrice", line.unitPrice(),
                "amount", order.amountOf(line),
                "comped", order.isComped(line),
                "sentCount", (long) order.sentCount(line));
    }

    private static void putMoney(Map<String, @Nullable Object> body, ListedOrder order) {
        body.put("total", order.total());
        body.put("paid", order.paid());
        body.put("refunded", order.refunded());
        body.put("amountDue", order.amountDue());
        body.put(
                "payments",
                order.payments().stream()
                        .map(payment -> paymentOf(order, payment))
                        .toList());
        body.put("refunds", order.refunds().stream().map(ListedBody::refundOf).toList());
    }

    private static Map<String, Object> paymentOf(ListedOrder order, PaymentReceived payment) {
        return Map.of(
                "paymentId", payment.paymentId(),
                "amount", payment.amount(),
                "method", payment.method(),
                "at", payment.at(),
                "refunded", order.refundedOf(payment));
    }

    private static Map<String, Object> refundOf(PaymentRefunded refund) {
        return Map.of(
                "refundId", refund.refundId(),
                "paymentId", refund.paymentId(),
                "amount", refund.amount(),
                "reason", refund.reason(),
                "restock", refund.restock(),
                "at", refund.at());
    }

    private static Map<String, Object> shortageOf(Shortage shortage) {
        return Map.of(
                "sku", shortage.sku(),
                "location", shortage.location(),
                "requested", shortage.requested(),
                "available", shortage.available());
    }
}
