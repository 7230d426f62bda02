package holdfast.app.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import holdfast.app.stock.StockRows.Level;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockItemState;
import holdfast.inventory.StockLevel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A SKU with its stock as the API shows it, in the SKU's unit.
 *
 * @param inTransit what left one location and has not arrived at the other
 * @param safetyStock what is kept back at each location that has none of its own
 * @param version the sum over its streams
 */
public record StockBody(
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
        @JsonUnwrapped @Nullable Effect effect) {

    public record Location(
            String location,
            BigDecimal onHand,
            BigDecimal reserved,
            BigDecimal available,
            BigDecimal safetyStock,
            long version) {}

    /**
     * What a command did to its location.
     *
     * @param variance of a count
     * @param transferId of a transfer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Effect(
            @Nullable StockLevel before,
            @Nullable StockLevel after,
            @Nullable BigDecimal variance,
            @Nullable String transferId) {}

    /**
     * The SKU as seen at a time.
     *
     * @param items the stock by location
     */
    static StockBody of(StockDefinitionState definition, Map<String, StockItemState> items, Instant time) {
        Map<String, Level> levels = new TreeMap<>();
        items.forEach((location, item) -> levels.put(location, Level.of(item, time)));
        return of(definition, levels);
    }

    /** The SKU with these levels by location. */
    static StockBody of(StockDefinitionState definition, Map<String, Level> levels) {
        List<Location> locations = levels.entrySet().stream()
                .map(level -> location(level.getKey(), level.getValue(), definition.safetyStock()))
                .toList();
        BigDecimal inTransit = sum(levels.values().stream().toList(), Level::sent)
                .subtract(sum(levels.values().stream().toList(), Level::arrived));
        return new StockBody(
                definition.sku(),
                definition.name(),
                definition.unit(),
                definition.scale(),
                definition.productId(),
                sum(locations, Location::onHand),
                sum(locations, Location::reserved),
                sum(locations, Location::available),
                plain(inTransit),
                definition.safetyStock(),
                definition.version()
                        + locations.stream().mapToLong(Location::version).sum(),
                locations,
                null);
    }

    private static Location location(String name, Level level, BigDecimal ofAll) {
        BigDecimal safetyStock = level.safetyStock() == null ? ofAll : level.safetyStock();
        BigDecimal available = available(level.onHand(), level.reserved(), safetyStock);
        return new Location(
                name, plain(level.onHand()), plain(level.reserved()), available, plain(safetyStock), level.version());
    }

    /** What can be had: never negative for the reader. */
    static BigDecimal available(BigDecimal onHand, BigDecimal reserved, BigDecimal safetyStock) {
        return plain(onHand.subtract(reserved).subtract(safetyStock).max(BigDecimal.ZERO));
    }

    private static <T> BigDecimal sum(List<T> parts, Function<T, BigDecimal> quantity) {
        return plain(parts.stream().map(quantity).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Without trailing zeros; the printer knows no exponents. */
    private static BigDecimal plain(BigDecimal quantity) {
        return quantity.stripTrailingZeros();
    }

    StockBody with(Effect done) {
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
                done);
    }
}
