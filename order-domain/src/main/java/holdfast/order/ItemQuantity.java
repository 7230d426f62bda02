package holdfast.order;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A quantity of one SKU at one location, in the SKU's unit. */
public record ItemQuantity(String sku, String location, BigDecimal quantity) {

    private static final Comparator<ItemQuantity> BY_ITEM =
            Comparator.comparing(ItemQuantity::sku).thenComparing(ItemQuantity::location);

    /**
     * What lines need of each stock item, in SKU order.
     *
     * <p>Everybody asks in this order, so of two orders that cross on two scarce items one gets both.
     */
    public static List<ItemQuantity> totals(List<OrderLine> lines) {
        return sum(lines.stream().map(OrderLine::stock).toList());
    }

    /** One quantity for each stock item, in SKU order. */
    public static List<ItemQuantity> sum(List<ItemQuantity> quantities) {
        Map<ItemQuantity, BigDecimal> totals = new TreeMap<>(BY_ITEM);
        quantities.forEach(item -> totals.merge(item, item.quantity(), BigDecimal::add));
        return totals.entrySet().stream()
                .map(total -> total.getKey().withQuantity(total.getValue()))
                .toList();
    }

    private ItemQuantity withQuantity(BigDecimal total) {
        return new ItemQuantity(sku, location, total);
    }
}
