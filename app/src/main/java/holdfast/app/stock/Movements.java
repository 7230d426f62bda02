package holdfast.app.stock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds movements: every change of stock, with what it was and the balance after it. */
@Component
class Movements {

    private final JdbcClient jdbc;

    Movements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every filter is a range of one index in the order of the list; absent ones are not in the statement at all. */
    @QueryHandler
    FindMovements.Found find(FindMovements query) {
        return new FindMovements.Found(jdbc.sql(
                        "select position, sku, location, kind, quantity, balance, order_id, reference, at from movement"
                                + (query.newestFirst() ? " where position < :after" : " where position > :after")
                                + (query.sku() == null ? "" : " and sku = :sku")
                                + (query.orderId() == null ? "" : " and order_id = :order")
                                + (query.location() == null ? "" : " and location = :location")
                                + (query.newestFirst() ? " order by position desc" : " order by position")
                                + " limit :most")
                .param("after", query.after())
                .param("sku", query.sku())
                .param("order", query.orderId())
                .param("location", query.location())
                .param("most", query.limit() + 1)
                .query((row, _) -> movement(row))
                .list());
    }

    private static Movement movement(ResultSet row) throws SQLException {
        @Nullable String orderId = row.getString("order_id");
        @Nullable String reference = row.getString("reference");
        return new Movement(
                row.getLong("position"),
                row.getString("sku"),
                row.getString("location"),
                row.getString("kind"),
                row.getBigDecimal("quantity").stripTrailingZeros(),
                row.getBigDecimal("balance").stripTrailingZeros(),
                orderId,
                reference,
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
