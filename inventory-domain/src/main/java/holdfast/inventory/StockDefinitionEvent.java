package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to the definition of a SKU. */
public sealed interface StockDefinitionEvent {

    String sku();

    Instant at();

    /** The whole definition as it is from now on. */
    record StockDefined(
            String sku,
            String name,
            String unit,
            int scale,
            @Nullable String productId,
            BigDecimal safetyStock,
            Instant at)
            implements StockDefinitionEvent {}
}
