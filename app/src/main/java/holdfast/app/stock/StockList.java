package holdfast.app.stock;

import holdfast.app.api.MinPosition;
import holdfast.app.api.PageRequest;
import holdfast.app.eventstore.ReadModelPositions;
import holdfast.app.stock.StockRows.Level;
import holdfast.inventory.StockDefinitionState;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists SKUs by name from the read models; a hold past its deadline holds nothing here either. */
@Component
class StockList {

    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Reserved is what is held by holds that have not lapsed. */
    private static final String LEVELS = """
            select sku, location, on_hand, sent, arrived, safety_stock, version, reserved - coalesce((
                select sum(quantity) from stock_hold
                where stock_hold.sku = stock_level.sku and stock_hold.location = stock_level.location
                  and expires_at <= :now), 0) as reserved
            from stock_level""";

    /**
     * What is looked for; null for anything.
     *
     * @param belowSafetyStock whether at some location less is free than is to be kept back there
     */
    record Filter(@Nullable String productId, @Nullable Boolean belowSafetyStock) {}

    private final JdbcClient jdbc;
    private final ReadModelPositions positions;
    private final Clock clock;

    StockList(JdbcClient jdbc, ReadModelPositions positions, Clock clock) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.clock = clock;
    }

    /** Waits until all definitions and all stock up to a position are there. */
    void await(MinPosition wanted) {
        positions.await(wanted, StockProjection.PROCESSING_GROUP, "StockDefinition", "StockItem");
    }

    /** SKUs behind one by name, up to one more than the limit. */
    List<StockBody> find(Filter filter, String after, int limit) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<StockDefinitionState> definitions = definitions(filter, after, limit, now);
        Map<String, Map<String, Level>> levels = levels(definitions, now);
        return definitions.stream()
                .map(definition -> StockBody.of(definition, levels.getOrDefault(definition.sku(), Map.of())))
                .toList();
    }

    private List<StockDefinitionState> definitions(Filter filter, String after, int limit, OffsetDateTime now) {
        return jdbc.sql("""
                select * from stock_definition as defined
                where sku > :after
                  and (cast(:product as text) is null or product_id = :product)
                  and (cast(:below as boolean) is null or :below = exists (
                      select 1 from (%s) as level
                      where level.sku = defined.sku
                        and on_hand - reserved < coalesce(level.safety_stock, defined.safety_stock)))
                order by sku limit :most""".formatted(LEVELS))
                .param("after", after)
                .param("product", filter.productId())
                .param("below", filter.belowSafetyStock())
                .param("now", now)
                .param("most", limit + 1)
                .query((row, _) -> definition(row))
                .list();
    }

    private Map<String, Map<String, Level>> levels(List<StockDefinitionState> definitions, OffsetDateTime now) {
        Map<String, Map<String, Level>> levels = new HashMap<>();
        String[] skus = definitions.stream().map(StockDefinitionState::sku).toArray(String[]::new);
        jdbc.sql(LEVELS + " where sku = any(:skus)")
                .param("now", now)
                .param("skus", skus)
                .query(row -> {
                    levels.computeIfAbsent(row.getString("sku"), _ -> new TreeMap<>())
                            .put(row.getString("location"), StockTables.level(row));
                });
        return levels;
    }

    private static StockDefinitionState definition(ResultSet row) throws SQLException {
        @Nullable String productId = row.getString("product_id");
        return new StockDefinitionState(
                row.getString("sku"),
                row.getString("name"),
                row.getString("unit"),
                row.getInt("scale"),
                productId,
                row.getBigDecimal("safety_stock"),
                row.getLong("version"));
    }

    static String cursorOf(String sku) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sku.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code validation-failed} problem for what is no cursor. */
    static String skuOf(String cursor) {
        try {
            String sku = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (SKU.matcher(sku).matches() && cursorOf(sku).equals(cursor)) {
                return sku;
            }
        } catch (IllegalArgumentException notBase64) {
            // told below
        }
        throw PageRequest.invalid("cursor", "is not one that was given here");
    }
}
