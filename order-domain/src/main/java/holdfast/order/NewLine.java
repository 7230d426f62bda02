package holdfast.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A line as it is asked for.
 *
 * @param lineId chosen by the client; null lets the order number it
 * @param quantity positive, in the SKU's unit
 * @param unitPrice not negative, in the order's currency
 */
public record NewLine(
        @Nullable String lineId, String sku, String location, BigDecimal quantity, BigDecimal unitPrice) {}
