package holdfast.app.stock;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of what is on hand or of what is reserved, in the SKU's unit.
 *
 * @param quantity signed
 * @param balance of what was changed, after it
 */
public record Movement(
        long position,
        String sku,
        String location,
        String kind,
        BigDecimal quantity,
        BigDecimal balance,
        @Nullable String orderId,
        @Nullable String reference,
        Instant at) {}
