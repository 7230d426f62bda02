package holdfast.app.stock;

import holdfast.app.api.MinPosition;
import holdfast.app.api.PageRequest;
import holdfast.app.eventstore.ReadModelPositions;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds movements: every change of stock, with what it was and the balance after it. */
@Component
class Movements {

    /**
     * One change of what is on hand or of what is reserved, in the SKU's unit.
     *
     * @param quantity signed
     * @param balance of what was changed, after it
     */
    record Movement(
            long position,
            String sku,
            String location,
            String kind,
            BigDecimal quantity,
            BigDecimal balance,
            @Nullable String orderId,
            @Nullable String reference,
            Instant at) {}

    /** What is looked for; null for anything. */
    record Filter(
            @Nullable String sku,
            @Nullable String orderId,
            @Nullable String location) {}

    private final JdbcClient jdbc;
    private final ReadModelPositions positions;

    Movements(JdbcClient jdbc, ReadModelPositions positions) {
        this.jdbc = jdbc;
        this.positions = positions;
    }

    /** Movements by growing position, up to one more than the limit. */
    List<Movement> find(Filter filter, PageRequest page) {
        return jdbc.sql("""
                select position, sku, location, kind, quantity, balance, order_id, reference, at from movement
                where position > :after
                  and (cast(:sku as text) is null or sku = :sku)
                  and (cast(:order as text) is null or order_id = :order)
                  and (cast(:location as text) is null or location = :location)
                order by position limit :most""")
                .param("after", page.after())
                .param("sku", filter.sku())
                .param("order", filter.orderId())
                .param("location", filter.location())
                .param("most", page.limit() + 1)
                .query((row, _) -> new Movement(
                        row.getLong("position"),
                        row.getString("sku"),
                        row.getString("location"),
                        row.getString("kind"),
                        row.getBigDecimal("quantity").stripTrailingZeros(),
                        row.getBigDecimal("balance").stripTrailingZeros(),
                        row.getString("order_id"),
                        row.getString("reference"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Waits until the movements of all events up to a position are there. */
    void await(MinPosition wanted) {
        positions.await(wanted, StockProjection.PROCESSING_GROUP, "StockItem");
    }
}
