package holdfast.benchmark.baseline;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Products and their stock, one row each; every call is one statement. */
@Repository
class StockStore {

    private static final String READ = "select * from product where sku = ?";

    private static final String DEFINE = """
            insert into product (sku, name, unit, scale, product_id, safety_stock, on_hand, reserved, version)
            values (?, ?, ?, ?, ?, ?, 0, 0, 1)
            on conflict (sku) do update
            set name = excluded.name, unit = excluded.unit, scale = excluded.scale,
                product_id = excluded.product_id, safety_stock = excluded.safety_stock, version = product.version + 1
            returning *
            """;

    private static final String RECEIVE = """
            with received as (
                update product set on_hand = on_hand + ?, version = version + 1 where sku = ? returning *
            ), moved as (
                insert into movement (sku, kind, quantity, balance, reference, at)
                select sku, 'RECEIVED', ?, on_hand, ?, now() from received
            )
            select * from received
            """;

    private final JdbcClient jdbc;

    StockStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StockBody> read(String sku) {
        return jdbc.sql(READ).param(sku).query(StockStore::body).optional();
    }

    StockBody define(
            String sku, String name, String unit, int scale, @Nullable String productId, BigDecimal safetyStock) {
        return jdbc.sql(DEFINE)
                .param(sku)
                .param(name)
                .param(unit)
                .param(scale)
                .param(productId)
                .param(safetyStock)
                .query(StockStore::body)
                .single();
    }

    Optional<StockBody> receive(String sku, BigDecimal quantity, @Nullable String reference) {
        return jdbc.sql(RECEIVE)
                .param(quantity)
                .param(sku)
                .param(quantity)
                .param(reference)
                .query(StockStore::body)
                .optional();
    }

    private static StockBody body(ResultSet row, int number) throws SQLException {
        BigDecimal onHand = row.getBigDecimal("on_hand");
        BigDecimal reserved = row.getBigDecimal("reserved");
        BigDecimal safetyStock = row.getBigDecimal("safety_stock");
        BigDecimal available = onHand.subtract(reserved).subtract(safetyStock).max(BigDecimal.ZERO);
        long version = row.getLong("version");
        return new StockBody(
                row.getString("sku"),
                row.getString("name"),
                row.getString("unit"),
                row.getInt("scale"),
                row.getString("product_id"),
                onHand,
                reserved,
                available,
                safetyStock,
                version,
                List.of(new StockBody.Location("main", onHand, reserved, available, version)));
    }
}
