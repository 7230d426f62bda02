package holdfast.inventory;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Knows the SKUs that a test defines. */
final class InMemoryCatalog implements StockCatalog {

    private final Map<String, StockDefinitionState> definitions = new HashMap<>();

    InMemoryCatalog define(String sku, int scale, String safetyStock) {
        BigDecimal keptBack = new BigDecimal(safetyStock);
        definitions.put(sku, new StockDefinitionState(sku, sku, "piece", scale, null, keptBack, 1));
        return this;
    }

    @Override
    public StockDefinitionState definitionOf(String sku) throws StockRefusal.UnknownSku {
        StockDefinitionState definition = definitions.get(sku);
        if (definition == null) {
            throw new StockRefusal.UnknownSku(sku);
        }
        return definition;
    }
}
