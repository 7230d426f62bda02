package holdfast.app.audit;

import holdfast.app.audit.OpenTabCheck.OpenTab;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the tables that the projections of stock and of open tabs keep, and the watched deadlines. */
@Component
class ReadModels {

    record Level(
            BigDecimal onHand,
            BigDecimal reserved,
            BigDecimal sent,
            BigDecimal arrived,
            @Nullable BigDecimal safetyStock,
            long version,
            boolean low) {}

    record HoldKey(StockItemId item, String orderId) {}

    record Hold(BigDecimal quantity, Instant expiresAt) {}

    private static final String OF_SCOPE = "(cast(:sku as text) is null or sku = :sku)";

    private final JdbcClient jdbc;

    ReadModels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<StockItemId, Level> levels(Scope scope) {
        Map<StockItemId, Level> levels = new HashMap<>();
        jdbc.sql("select sku, location, on_hand, reserved, sent, arrived, safety_stock, version, low"
                        + " from stock_level"
                        + " where " + OF_SCOPE)
                .param("sku", scope.sku())
                .query(row -> {
                    levels.put(item(row), level(row));
                });
        return levels;
    }

    private static Level level(ResultSet row) throws SQLException {
        @Nullable BigDecimal safetyStock = row.getBigDecimal("safety_stock");
        return new Level(
                row.getBigDecimal("on_hand"),
                row.getBigDecimal("reserved"),
                row.getBigDecimal("sent"),
                row.getBigDecimal("arrived"),
                safetyStock,
                row.getLong("version"),
                row.getBoolean("low"));
    }

    /** The definitions, by SKU. */
    Map<String, Definition> definitions(Scope scope) {
        Map<String, Definition> definitions = new HashMap<>();
        jdbc.sql("select sku, name, unit, scale, product_id, safety_stock, version from stock_definition where "
                        + OF_SCOPE)
                .param("sku", scope.sku())
                .query(row -> {
                    definitions.put(row.getString("sku"), definition(row));
                });
        return definitions;
    }

    private static Definition definition(ResultSet row) throws SQLException {
        @Nullable String productId = row.getString("product_id");
        return new Definition(
                row.getString("name"),
                row.getString("unit"),
                row.getInt("scale"),
                productId,
                row.getBigDecimal("safety_stock"),
                row.getLong("version"));
    }

    Map<HoldKey, Hold> holds(Scope scope) {
        Map<HoldKey, Hold> holds = new HashMap<>();
        jdbc.sql("select sku, location, order_id, quantity, expires_at from stock_hold where " + OF_SCOPE)
                .param("sku", scope.sku())
                .query(row -> {
                    Hold hold = new Hold(row.getBigDecimal("quantity"), time(row, "expires_at"));
                    holds.put(new HoldKey(item(row), row.getString("order_id")), hold);
                });
        return holds;
    }

    /** The movements from after one position to another, by position. */
    Map<Long, Movement> movements(Scope scope, long after, long to) {
        Map<Long, Movement> movements = new HashMap<>();
        jdbc.sql("select position, sku, location, kind, quantity, balance, order_id, reference, at from movement"
                        + " where position > :after and position <= :to and " + OF_SCOPE)
                .param("after", after)
                .param("to", to)
                .param("sku", scope.sku())
                .query(row -> {
                    movements.put(row.getLong("position"), movement(row));
                });
        return movements;
    }

    private static Movement movement(ResultSet row) throws SQLException {
        @Nullable String orderId = row.getString("order_id");
        @Nullable String reference = row.getString("reference");
        return new Movement(
                row.getString("sku"),
                row.getString("location"),
                row.getString("kind"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("balance"),
                orderId,
                reference,
                time(row, "at"));
    }

    /** When each order and cart whose deadline is watched will be asked to expire. */
    Map<String, Instant> deadlines() {
        Map<String, Instant> deadlines = new HashMap<>();
        jdbc.sql("select holder, due_at from payment_deadline").query(row -> {
            deadlines.put(row.getString("holder"), time(row, "due_at"));
        });
        return deadlines;
    }

    /** What is known of each tab that was ever used, by its name. */
    Map<String, OpenTab> openTabs() {
        Map<String, OpenTab> tabs = new HashMap<>();
        jdbc.sql("select tab, order_id, opened_position, position from open_tab")
                .query(row -> {
                    @Nullable String order = row.getString("order_id");
                    tabs.put(
                            row.getString("tab"),
                            new OpenTab(order, row.getLong("opened_position"), row.getLong("position")));
                });
        return tabs;
    }

    private static StockItemId item(ResultSet row) throws SQLException {
        return new StockItemId(row.getString("sku"), row.getString("location"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
