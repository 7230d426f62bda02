package holdfast.app.audit;

import holdfast.inventory.StockDefinitionEvent.StockDefined;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How a SKU is defined, as its events say or as the read model has it. */
record Definition(
        String name, String unit, int scale, @Nullable String productId, BigDecimal safetyStock, long version) {

    static Definition after(@Nullable Definition before, StockDefined event) {
        return new Definition(
                event.name(),
                event.unit(),
                event.scale(),
                event.productId(),
                event.safetyStock(),
                before == null ? 1 : before.version() + 1);
    }
}
