package holdfast.app.orders;

import holdfast.order.OrderStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds orders; one that is past its payment deadline is an expired one, whether or not a job has run. */
@Component
class OrderSearch {

    private static final String UNPAID = "o.status in ('PLACED', 'RESERVED')";

    private final JdbcClient jdbc;
    private final ExpiredBody expired;
    private final Clock clock;

    OrderSearch(JdbcClient jdbc, ExpiredBody expired, Clock clock) {
        this.jdbc = jdbc;
        this.expired = expired;
        this.clock = clock;
    }

    @QueryHandler
    FindOrders.Found find(FindOrders query) {
        Instant now = clock.instant();
        Map<String, Object> values = new LinkedHashMap<>();
        String sql = statement(query, values);
        values.put("now", timestamp(now));
        values.put("most", query.limit() + 1);
        return new FindOrders.Found(
                jdbc.sql(sql).params(values).query((row, _) -> item(row, now)).list());
    }

    /** Every filter is a range of one index in the order of the list; absent ones are not in the statement at all. */
    private static String statement(FindOrders query, Map<String, Object> values) {
        if (query.status() != OrderStatus.EXPIRED) {
            return select(query, statusOf(query), values);
        }
        // Two ranges: those whose expiry was recorded, and those that have expired by the clock since.
        return "select * from ((" + select(query, " and o.status = 'EXPIRED'", values) + ") union all ("
                + select(query, " and " + UNPAID + " and o.payment_due_at <= :now", values)
                + ")) e order by created_at desc, position desc limit :most";
    }

    private static String statusOf(FindOrders query) {
        OrderStatus status = query.status();
        if (status == null) {
            return "";
        }
        String recorded = " and o.status = '" + status + "'";
        boolean mayExpire = Set.of(OrderStatus.PLACED, OrderStatus.RESERVED).contains(status);
        return mayExpire ? recorded + " and (o.payment_due_at > :now or o.payment_due_at is null)" : recorded;
    }

    private static String select(FindOrders query, String status, Map<String, Object> values) {
        String by = query.sku() == null ? "o" : "s";
        String orders = query.sku() == null ? "order_row o" : "order_sku s join order_row o on o.order_id = s.order_id";
        StringBuilder where = new StringBuilder("true").append(status);
        filter(where, " and o.customer_id = :customer", values, "customer", query.customerId());
        filter(where, " and o.tab = :tab", values, "tab", query.tab());
        filter(where, " and s.sku = :sku", values, "sku", query.sku());
        filter(where, " and " + by + ".created_at >= :from", values, "from", timestamp(query.from()));
        filter(where, " and " + by + ".created_at <= :to", values, "to", timestamp(query.to()));
        OrderPlace after = query.after();
        if (after != null) {
            filter(
                    where,
                    " and (" + by + ".created_at, " + by + ".position) < (:created, :position)",
                    values,
                    "created",
                    timestamp(after.createdAt()));
            values.put("position", after.position());
        }
        return "select o.created_at, o.position, o.status, o.payment_due_at, o.body from " + orders + " where " + where
                + " order by " + by + ".created_at desc, " + by + ".position desc limit :most";
    }

    private static void filter(
            StringBuilder where, String condition, Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            where.append(condition);
            values.put(name, value);
        }
    }

    private FindOrders.Item item(ResultSet row, Instant now) throws SQLException {
        OrderPlace place =
                new OrderPlace(row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getLong("position"));
        String body = row.getString("body");
        return new FindOrders.Item(place, isOverdue(row, now) ? expired.of(body) : body);
    }

    private static boolean isOverdue(ResultSet row, Instant now) throws SQLException {
        @Nullable OffsetDateTime due = row.getObject("payment_due_at", OffsetDateTime.class);
        String status = row.getString("status");
        boolean unpaid = status.equals("PLACED") || status.equals("RESERVED");
        return unpaid && due != null && !now.isBefore(due.toInstant());
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant time) {
        return time == null ? null : OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
