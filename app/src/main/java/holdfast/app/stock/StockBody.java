package holdfast.app.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockItemState;
import holdfast.inventory.StockLevel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A SKU with its stock as the API shows it, in the SKU's unit. */
record StockBody(
        String sku,
        String name,
        String unit,
        int scale,
        @Nullable String productId,
        BigDecimal onHand,
        BigDecimal reserved,
        BigDecimal available,
        BigDecimal inTransit,
        BigDecimal safetyStock,
        long version,
        List<Location> locations,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StockLevel before,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StockLevel after) {

    record Location(String location, BigDecimal onHand, BigDecimal reserved, BigDecimal available, long version) {}

    /**
     * The SKU as seen at a time.
     *
     * @param items the stock by location
     */
    static StockBody of(StockDefinitionState definition, Map<String, StockItemState> items, Instant time) {
        List<Location> locations = items.entrySet().stream()
                .map(item -> location(definition, item.getKey(), item.getValue(), time))
                .toList();
        return new StockBody(
                definition.sku(),
                definition.name(),
                definition.unit(),
                definition.scale(),
                definition.productId(),
                sum(locations, Location::onHand),
                sum(locations, Location::reserved),
                sum(locations, Location::available),
                BigDecimal.ZERO,
                definition.safetyStock(),
                definition.version()
                        + locations.stream().mapToLong(Location::version).sum(),
                locations,
                null,
                null);
    }

    private static Location location(StockDefinitionState definition, String name, StockItemState item, Instant time) {
        StockLevel level = item.levelAt(time);
        return new Location(
                name, level.onHand(), level.reserved(), available(level, definition.safetyStock()), item.version());
    }

    /** What can be had: never negative for the reader. */
    static BigDecimal available(StockLevel level, BigDecimal safetyStock) {
        return level.onHand().subtract(level.reserved()).subtract(safetyStock).max(BigDecimal.ZERO);
    }

    private static BigDecimal sum(List<Location> locations, Function<Location, BigDecimal> part) {
        return locations.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What a command did to its location. */
    StockBody with(@Nullable StockLevel levelBefore, @Nullable StockLevel levelAfter) {
        return new StockBody(
                sku,
                name,
                unit,
                scale,
                productId,
                onHand,
                reserved,
                available,
                inTransit,
                safetyStock,
                version,
                locations,
                levelBefore,
                levelAfter);
    }
}
