package holdfast.inventory;

/**
 * Names the stream of a SKU's definition, written {@code sku:name}: an order may have the same id as a SKU, and streams
 * of all kinds share one store.
 */
public record SkuId(String sku) {

    @Override
    public String toString() {
        return "sku:" + sku;
    }
}
