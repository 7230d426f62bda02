package holdfast.app.stock;

import holdfast.app.api.PageRequest;
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
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists SKUs by name from the read models; a hold past its deadline holds nothing here either. */
@Component
public class StockList {

    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** What is held by holds that have lapsed. */
    private static final String LAPSED = """
            coalesce((select sum(quantity) from stock_hold
                where stock_hold.sku = stock_level.sku and stock_hold.location = stock_level.location
                  and expires_at <= :now), 0)""";

    /** Reserved is what is held by holds that have not lapsed. */
    private static final String LEVELS =
            "select sku, location, on_hand, sent, arrived, safety_stock, version, reserved - " + LAPSED
                    + " as reserved from stock_level";

    /** Few are low by the books; only of those the lapsed holds are looked at. */
    private static final String LOW = "select 1 from stock_level where stock_level.sku = defined.sku and low"
            + " and on_hand - reserved + " + LAPSED + " <= coalesce(stock_level.safety_stock, defined.safety_stock)";

    private static final String SHORT = "select 1 from stock_level where stock_level.sku = defined.sku and low"
            + " and on_hand - reserved < coalesce(stock_level.safety_stock, defined.safety_stock)"
            + " and on_hand - reserved + " + LAPSED + " < coalesce(stock_level.safety_stock, defined.safety_stock)";

    private final JdbcClient jdbc;
    private final Clock clock;

    StockList(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @QueryHandler
    FindStock.Found find(FindStock query) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<StockDefinitionState> definitions = definitions(query, now);
        Map<String, Map<String, Level>> levels = levels(definitions, now);
        return new FindStock.Found(definitions.stream()
                .map(definition -> StockBody.of(definition, levels.getOrDefault(definition.sku(), Map.of())))
                .toList());
    }

    /** Absent filters are not in the statement at all, so that its plan is made for those that are. */
    private List<StockDefinitionState> definitions(FindStock query, OffsetDateTime now) {
        return jdbc.sql("select * from stock_definition as defined where sku > :after"
                        + (query.productId() == null ? "" : " and product_id = :product")
                        + shortage(query.belowSafetyStock())
                        + (query.low() ? " and exists (" + LOW + ")" : "")
                        + " order by sku limit :most")
                .param("after", query.after())
                .param("product", query.productId())
                .param("now", now)
                .param("most", query.limit() + 1)
                .query((row, _) -> definition(row))
                .list();
    }

    private static String shortage(@Nullable Boolean wanted) {
        if (wanted == null) {
            return "";
        }
        return (wanted ? " and exists (" : " and not exists (") + SHORT + ")";
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

    public static String cursorOf(String sku) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sku.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code validation-failed} problem for what is no cursor. */
    public static String skuOf(String cursor) {
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
