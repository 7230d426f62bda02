package holdfast.inventory;

/**
 * What a stock command did to the item.
 *
 * @param version the item's version after it
 */
public record StockChange(StockItemId item, long version, StockLevel before, StockLevel after) {}
