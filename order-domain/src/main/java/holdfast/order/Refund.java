package holdfast.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Money of a payment that was given back, in the order's currency.
 *
 * @param restock whether goods came back with it
 * @param returned those that did
 */
public record Refund(
        String refundId,
        String paymentId,
        BigDecimal amount,
        String reason,
        boolean restock,
        List<ReturnedLine> returned,
        Instant at) {

    Refund withReturned(List<ReturnedLine> lines) {
        return new Refund(refundId, paymentId, amount, reason, restock, lines, at);
    }
}
