package holdfast.app.dashboard;

import static holdfast.app.dashboard.Columns.quantity;
import static holdfast.app.dashboard.Columns.time;
import static holdfast.app.dashboard.Columns.timestamp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads one SKU out of the read models of stock. Quantities are in its unit. */
@Component
class StockTrail {

    record Definition(
            String sku, String name, String unit, @Nullable String productId, BigDecimal safetyStock) {}

    record Level(
            String location, BigDecimal onHand, BigDecimal reserved, BigDecimal available, BigDecimal safetyStock) {}

    record Hold(String location, String holder, BigDecimal quantity, Instant expiresAt) {}

    /** {@code balance} is what it left on hand or, for a change of what is reserved, reserved. */
    record Change(
            long position,
            String kind,
            BigDecimal quantity,
            BigDecimal balance,
            @Nullable String orderId,
            @Nullable String reference,
            Instant at) {

        public boolean isOfReserved() {
            return kind.equals("RESERVED") || kind.equals("RELEASED");
        }
    }

    private final JdbcClient jdbc;

    StockTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Definition> definition(String sku) {
        return jdbc.sql("select sku, name, unit, product_id, safety_stock from stock_definition where sku = ?")
                .param(sku)
                .query((row, _) -> new Definition(
                        row.getString("sku"),
                        row.getString("name"),
                        row.getString("unit"),
                        row.getString("product_id"),
                        quantity(row, "safety_stock")))
                .optional();
    }

    /** The number of events that its tables are made of. */
    long version(String sku) {
        return jdbc.sql("select version + coalesce((select sum(version) from stock_level where sku = :sku), 0)"
                        + " from stock_definition where sku = :sku")
                .param("sku", sku)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** By location; a hold past its deadline holds nothing. */
    List<Level> levels(Definition definition, Instant now) {
        return jdbc.sql("""
                select location, on_hand, held, coalesce(safety_stock, :usual) as safety_stock,
                       greatest(on_hand - held - coalesce(safety_stock, :usual), 0) as available
                from (select level.*, reserved - coalesce(lapsed.quantity, 0) as held
                      from stock_level as level left join (
                          select location, sum(quantity) as quantity from stock_hold
                          where expires_at <= :now and sku = :sku group by location) as lapsed using (location)
                      where sku = :sku) as level order by location""")
                .param("usual", definition.safetyStock())
                .param("now", timestamp(now))
                .param("sku", definition.sku())
                .query((row, _) -> new Level(
                        row.getString("location"),
                        quantity(row, "on_hand"),
                        quantity(row, "held"),
                        quantity(row, "available"),
                        quantity(row, "safety_stock")))
                .list();
    }

    /** Those that end first. */
    List<Hold> holds(String sku, Instant now, int most) {
        return jdbc.sql("select location, order_id, quantity, expires_at from stock_hold"
                        + " where sku = ? and expires_at > ? order by expires_at, order_id limit ?")
                .params(sku, timestamp(now), most)
                .query((row, _) -> new Hold(
                        row.getString("location"),
                        row.getString("order_id"),
                        quantity(row, "quantity"),
                        time(row, "expires_at")))
                .list();
    }

    /** The last ones, newest first. */
    List<Change> changes(String sku, String location, int most) {
        return jdbc.sql("select position, kind, quantity, balance, order_id, reference, at from movement"
                        + " where sku = ? and location = ? order by position desc limit ?")
                .params(sku, location, most)
                .query((row, _) -> new Change(
                        row.getLong("position"),
                        row.getString("kind"),
                        quantity(row, "quantity"),
                        quantity(row, "balance"),
                        row.getString("order_id"),
                        row.getString("reference"),
                        time(row, "at")))
                .list();
    }
}
