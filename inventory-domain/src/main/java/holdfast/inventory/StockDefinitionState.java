package holdfast.inventory;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a SKU after a number of events.
 *
 * @param scale decimals that quantities may have, 0 to 5
 * @param version number of events, 0 before the first
 */
public record StockDefinitionState(
        String sku,
        String name,
        String unit,
        int scale,
        @Nullable String productId,
        BigDecimal safetyStock,
        long version) {

    public static final StockDefinitionState NONE = new StockDefinitionState("", "", "", 0, null, BigDecimal.ZERO, 0);

    public StockDefinitionState evolve(StockDefinitionEvent event) {
        return switch (event) {
            case StockDefinitionEvent.StockDefined e ->
                new StockDefinitionState(
                        e.sku(), e.name(), e.unit(), e.scale(), e.productId(), e.safetyStock(), version + 1);
        };
    }

    /**
     * Passes a quantity that the SKU can have.
     *
     * @param field what the caller named it
     * @throws StockRefusal.TooManyDecimals when it has more decimals than the SKU's scale
     */
    public void requireScale(BigDecimal quantity, String field) throws StockRefusal.TooManyDecimals {
        if (quantity.stripTrailingZeros().scale() > scale) {
            throw new StockRefusal.TooManyDecimals(sku, scale, field);
        }
    }
}
