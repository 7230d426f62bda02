package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of the definition of a SKU. */
public sealed interface StockDefinitionCommand {

    /**
     * Describes a SKU, or describes it anew.
     *
     * <p>A null field keeps what was said before; at first it takes its default: the SKU as name, {@code piece} as
     * unit, scale 0, no product, safety stock 0.
     *
     * @param scale decimals that quantities may have, 0 to 5; never lowered
     * @param productId the product that this SKU is a variant of
     * @param safetyStock what is kept back from sale at each location, not negative
     */
    record DefineStock(
            @TargetAggregateIdentifier SkuId id,
            @Nullable String name,
            @Nullable String unit,
            @Nullable Integer scale,
            @Nullable String productId,
            @Nullable BigDecimal safetyStock,
            @Nullable Long expectedVersion,
            Instant at)
            implements StockDefinitionCommand {}
}
