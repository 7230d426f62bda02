package holdfast.app.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the tables that the projection of orders keeps. */
@Component
class OrderTables {

    record Row(
            String orderId,
            Instant createdAt,
            long position,
            String status,
            @Nullable String customerId,
            @Nullable String tab,
            @Nullable Instant paymentDueAt,
            long version,
            String body) {}

    /** Says that an order has a SKU on it, at the place of the order in lists. */
    record Sku(String sku, Instant createdAt, long position, String orderId) {}

    /** How many orders were placed, paid, rejected, and expired in a minute. */
    record Minute(List<Long> counts) {}

    private final JdbcClient jdbc;

    OrderTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows of orders, by their ids. */
    Map<String, Row> rows(Collection<String> orders) {
        Map<String, Row> rows = new HashMap<>();
        jdbc.sql("select order_id, created_at, position, status, customer_id, tab, payment_due_at, version, body"
                        + " from order_row where order_id = any(?)")
                .param(orders.toArray(String[]::new))
                .query(row -> {
                    rows.put(row.getString("order_id"), row(row));
                });
        return rows;
    }

    private static Row row(ResultSet row) throws SQLException {
        @Nullable String customerId = row.getString("customer_id");
        @Nullable String tab = row.getString("tab");
        @Nullable OffsetDateTime due = row.getObject("payment_due_at", OffsetDateTime.class);
        return new Row(
                row.getString("order_id"),
                time(row, "created_at"),
                row.getLong("position"),
                row.getString("status"),
                customerId,
                tab,
                due == null ? null : due.toInstant(),
                row.getLong("version"),
                row.getString("body"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    long rowCount() {
        return jdbc.sql("select count(*) from order_row").query(Long.class).single();
    }

    /** Orders that have a row and no first event up to a position. */
    List<String> rowsWithoutOrder(long until, int limit) {
        return jdbc.sql("""
                select order_id from order_row where not exists (
                    select 1 from domain_event where aggregate_id = order_id and sequence_number = 0
                                                 and aggregate_type = 'Order' and position <= ?)
                order by order_id limit ?""").params(until, limit).query(String.class).list();
    }

    /** Those of the wanted rows that are there. */
    Set<Sku> skus(Collection<Sku> wanted) {
        return new HashSet<>(jdbc.sql("""
                select sku, created_at, position, order_id from order_sku join unnest(
                    cast(:skus as text[]), cast(:times as timestamptz[]), cast(:positions as bigint[]))
                    as wanted (sku, created_at, position) using (sku, created_at, position)""")
                .param("skus", wanted.stream().map(Sku::sku).toArray(String[]::new))
                .param(
                        "times",
                        wanted.stream().map(sku -> sku.createdAt().toString()).toArray(String[]::new))
                .param("positions", wanted.stream().map(Sku::position).toArray(Long[]::new))
                .query((row, _) -> sku(row))
                .list());
    }

    long skuCount() {
        return jdbc.sql("select count(*) from order_sku").query(Long.class).single();
    }

    /** The next rows in the order of their keys. */
    List<Sku> skusAfter(Sku last, int limit) {
        return jdbc.sql("""
                select sku, created_at, position, order_id from order_sku
                where (sku, created_at, position) > (:sku, cast(:time as timestamptz), :position)
                order by sku, created_at, position limit :limit""")
                .param("sku", last.sku())
                .param("time", last.createdAt().toString())
                .param("position", last.position())
                .param("limit", limit)
                .query((row, _) -> sku(row))
                .list();
    }

    private static Sku sku(ResultSet row) throws SQLException {
        return new Sku(
                row.getString("sku"), time(row, "created_at"), row.getLong("position"), row.getString("order_id"));
    }

    /** How many orders have each status. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select status, orders from order_count").query(row -> {
            counts.put(row.getString("status"), row.getLong("orders"));
        });
        return counts;
    }

    void forEachMinute(BiConsumer<Instant, Minute> visitor) {
        jdbc.sql("select minute, placed, paid, rejected, expired from order_minute order by minute")
                .withFetchSize(1_000)
                .query(row -> {
                    Minute minute = new Minute(List.of(
                            row.getLong("placed"),
                            row.getLong("paid"),
                            row.getLong("rejected"),
                            row.getLong("expired")));
                    visitor.accept(time(row, "minute"), minute);
                });
    }
}
