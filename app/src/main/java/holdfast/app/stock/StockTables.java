package holdfast.app.stock;

import holdfast.app.stock.StockRows.Definition;
import holdfast.app.stock.StockRows.Hold;
import holdfast.app.stock.StockRows.HoldKey;
import holdfast.app.stock.StockRows.Level;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * Reads and writes the rows of the read models of stock, any number of them by one statement of each kind.
 *
 * <p>Columns travel as arrays of text: PostgreSQL casts them, exactly, to what they are.
 */
@Component
class StockTables {

    private final JdbcClient jdbc;

    StockTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean areEmpty() {
        return jdbc.sql("select not exists (select 1 from stock_level)")
                .query(Boolean.class)
                .single();
    }

    Map<StockItemId, Level> levels(Collection<StockItemId> items) {
        Map<StockItemId, Level> levels = new HashMap<>();
        params(
                        "select sku, location, on_hand, reserved, sent, arrived, safety_stock, version from stock_level"
                                + " join unnest(?::text[], ?::text[]) as wanted (sku, location) using (sku, location)",
                        column(items, StockItemId::sku),
                        column(items, StockItemId::location))
                .query(row -> {
                    levels.put(item(row), level(row));
                });
        return levels;
    }

    static Level level(ResultSet row) throws SQLException {
        return new Level(
                row.getBigDecimal("on_hand"),
                row.getBigDecimal("reserved"),
                row.getBigDecimal("sent"),
                row.getBigDecimal("arrived"),
                row.getBigDecimal("safety_stock"),
                row.getLong("version"));
    }

    Map<HoldKey, Hold> holds(Collection<HoldKey> keys) {
        Map<HoldKey, Hold> holds = new HashMap<>();
        if (keys.isEmpty()) {
            return holds;
        }
        params("""
                        select sku, location, order_id, quantity, expires_at from stock_hold
                        join unnest(?::text[], ?::text[], ?::text[]) as wanted (sku, location, order_id)
                        using (sku, location, order_id)""", holdKeys(keys)).query(row -> {
            Instant expiresAt =
                    row.getObject("expires_at", OffsetDateTime.class).toInstant();
            holds.put(
                    new HoldKey(item(row), row.getString("order_id")),
                    new Hold(row.getBigDecimal("quantity"), expiresAt));
        });
        return holds;
    }

    static StockItemId item(ResultSet row) throws SQLException {
        return new StockItemId(row.getString("sku"), row.getString("location"));
    }

    /**
     * Lets the commit of the running transaction wait for no disk: one that a power cut takes back is taken back with its
     * token, and the events, which are safe, are read again.
     */
    void waitForNoDisk() {
        jdbc.sql("set local synchronous_commit to off").update();
    }

    void write(StockRows.Changes changes) {
        writeLevels(changes.levels());
        writeMovements(changes.movements());
        writeHolds(changes.holds());
        deleteHolds(changes.ended());
    }

    private void writeLevels(Map<StockItemId, Level> levels) {
        update(
                """
                insert into stock_level (sku, location, on_hand, reserved, sent, arrived, safety_stock, version, low)
                select level.*, level.on_hand - level.reserved <= coalesce(level.safety_stock, defined.safety_stock, 0)
                from unnest(?::text[], ?::text[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[],
                            ?::numeric[], ?::bigint[])
                    as level (sku, location, on_hand, reserved, sent, arrived, safety_stock, version)
                left join stock_definition as defined on defined.sku = level.sku
                on conflict (sku, location)
                do update set on_hand = excluded.on_hand, reserved = excluded.reserved, sent = excluded.sent,
                              arrived = excluded.arrived, safety_stock = excluded.safety_stock,
                              version = excluded.version, low = excluded.low""",
                levels.size(),
                column(levels.keySet(), StockItemId::sku),
                column(levels.keySet(), StockItemId::location),
                column(levels.values(), level -> level.onHand().toPlainString()),
                column(levels.values(), level -> level.reserved().toPlainString()),
                column(levels.values(), level -> level.sent().toPlainString()),
                column(levels.values(), level -> level.arrived().toPlainString()),
                column(levels.values(), level -> text(level.safetyStock())),
                column(levels.values(), level -> Long.toString(level.version())));
    }

    private void writeMovements(List<Movement> movements) {
        update(
                """
                insert into movement (position, sku, location, kind, quantity, balance, order_id, reference, at)
                select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::numeric[],
                                     ?::text[], ?::text[], ?::timestamptz[])""",
                movements.size(),
                column(movements, movement -> Long.toString(movement.position())),
                column(movements, Movement::sku),
                column(movements, Movement::location),
                column(movements, Movement::kind),
                column(movements, movement -> movement.quantity().toPlainString()),
                column(movements, movement -> movement.balance().toPlainString()),
                column(movements, Movement::orderId),
                column(movements, Movement::reference),
                column(movements, movement -> movement.at().toString()));
    }

    private void writeHolds(Map<HoldKey, Hold> holds) {
        String[][] keys = holdKeys(holds.keySet());
        update(
                """
                insert into stock_hold (sku, location, order_id, quantity, expires_at)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::timestamptz[])
                on conflict (sku, location, order_id)
                do update set quantity = excluded.quantity, expires_at = excluded.expires_at""",
                holds.size(),
                keys[0],
                keys[1],
                keys[2],
                column(holds.values(), hold -> hold.quantity().toPlainString()),
                column(holds.values(), hold -> hold.expiresAt().toString()));
    }

    private void deleteHolds(List<HoldKey> ended) {
        update("""
                delete from stock_hold using unnest(?::text[], ?::text[], ?::text[]) as ended (sku, location, order_id)
                where stock_hold.sku = ended.sku and stock_hold.location = ended.location
                  and stock_hold.order_id = ended.order_id""", ended.size(), holdKeys(ended));
    }

    void writeDefinitions(Collection<Definition> definitions) {
        update(
                """
                insert into stock_definition (sku, name, unit, scale, product_id, safety_stock, version)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::numeric[], ?::bigint[])
                on conflict (sku)
                do update set name = excluded.name, unit = excluded.unit, scale = excluded.scale,
                              product_id = excluded.product_id, safety_stock = excluded.safety_stock,
                              version = excluded.version""",
                definitions.size(),
                column(definitions, row -> row.defined().sku()),
                column(definitions, row -> row.defined().name()),
                column(definitions, row -> row.defined().unit()),
                column(definitions, row -> Integer.toString(row.defined().scale())),
                column(definitions, row -> row.defined().productId()),
                column(definitions, row -> text(row.defined().safetyStock())),
                column(definitions, row -> Long.toString(row.version())));
    }

    /** Where there is no safety stock of a location's own, that of the definition tells whether it is low. */
    void markLow(Collection<Definition> definitions) {
        update("""
                update stock_level set low = on_hand - reserved <= defined.safety_stock
                from stock_definition as defined
                where defined.sku = stock_level.sku and defined.sku = any (?::text[])
                  and stock_level.safety_stock is null""", definitions.size(), new String[][] {
            column(definitions, row -> row.defined().sku())
        });
    }

    private static @Nullable String text(@Nullable BigDecimal decimal) {
        return decimal == null ? null : decimal.toPlainString();
    }

    private static String[][] holdKeys(Collection<HoldKey> keys) {
        return new String[][] {
            column(keys, key -> key.item().sku()),
            column(keys, key -> key.item().location()),
            column(keys, HoldKey::holder)
        };
    }

    private static <T> @Nullable String[] column(Collection<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private void update(String sql, int rows, @Nullable String[]... columns) {
        if (rows > 0) {
            params(sql, columns).update();
        }
    }

    private StatementSpec params(String sql, @Nullable String[]... columns) {
        StatementSpec statement = jdbc.sql(sql);
        for (@Nullable String[] column : columns) {
            statement.param((Object) column);
        }
        return statement;
    }
}
