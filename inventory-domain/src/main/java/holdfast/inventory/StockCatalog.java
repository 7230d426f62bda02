package holdfast.inventory;

/** Knows how each SKU is defined. */
public interface StockCatalog {

    /**
     * The current definition of a SKU.
     *
     * @throws StockRefusal.UnknownSku when nobody defined it
     */
    StockDefinitionState definitionOf(String sku) throws StockRefusal.UnknownSku;
}
