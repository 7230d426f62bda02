package holdfast.order;

import java.math.BigDecimal;
import java.time.Instant;

/** A payment that was taken, in the order's currency. */
public record Payment(String paymentId, BigDecimal amount, String method, Instant at) {}
