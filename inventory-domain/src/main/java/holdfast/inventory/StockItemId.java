package holdfast.inventory;

/**
 * Names the stream of one SKU at one location, written {@code sku@location}.
 *
 * <p>Neither part may contain an {@code @}; the API refuses such ids.
 */
public record StockItemId(String sku, String location) {

    public static StockItemId parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("Not a stock item id: " + text);
        }
        return new StockItemId(text.substring(0, at), text.substring(at + 1));
    }

    /** The bare value: Axon compares and stores ids by their text. */
    @Override
    public String toString() {
        return sku + "@" + location;
    }
}
