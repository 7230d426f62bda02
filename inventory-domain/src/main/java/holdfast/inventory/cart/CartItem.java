package holdfast.inventory.cart;

import holdfast.inventory.Quantities;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A quantity of one SKU at one location, in the SKU's unit. */
public record CartItem(String sku, String location, BigDecimal quantity) {

    private static final Comparator<StockItemId> IN_SKU_ORDER =
            Comparator.comparing(StockItemId::sku).thenComparing(StockItemId::location);

    public CartItem {
        quantity = Quantities.plain(quantity);
    }

    /** One quantity for each stock item, in the order in which everybody asks for stock. */
    public static List<CartItem> totals(List<CartItem> lines) {
        Map<StockItemId, BigDecimal> totals = new TreeMap<>(IN_SKU_ORDER);
        lines.forEach(line -> totals.merge(line.item(), line.quantity(), BigDecimal::add));
        return totals.entrySet().stream()
                .map(total -> new CartItem(total.getKey().sku(), total.getKey().location(), total.getValue()))
                .toList();
    }

    public StockItemId item() {
        return new StockItemId(sku, location);
    }
}
