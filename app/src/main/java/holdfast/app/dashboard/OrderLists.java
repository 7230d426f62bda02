package holdfast.app.dashboard;

import static holdfast.app.dashboard.Columns.timestamp;

import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists the orders that people look at: those that came last, and those whose time is over first. */
@Component
class OrderLists {

    private static final int LATEST = 14;
    private static final int HOLDS = 8;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OrderLists(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Newest first. */
    List<Figures.Order> latest(Instant now) {
        return jdbc.sql("select body from order_row order by created_at desc, position desc limit ?")
                .param(LATEST)
                .query((row, _) -> order(json.readTree(row.getString("body")), now))
                .list();
    }

    private static Figures.Order order(JsonNode body, Instant now) {
        OrderStatus recorded = OrderStatus.valueOf(text(body, "status"));
        Instant due = time(body, "paymentDueAt");
        boolean unpaid = recorded == OrderStatus.PLACED || recorded == OrderStatus.RESERVED;
        boolean expired = unpaid && due != null && !now.isBefore(due);
        return new Figures.Order(
                text(body, "orderId"),
                expired ? OrderStatus.EXPIRED : recorded,
                body.required("version").asLong(),
                body.required("lines").size(),
                text(body, "currency"),
                decimal(body, "total"),
                due,
                Instant.parse(text(body, "updatedAt")));
    }

    /** Those whose time is over first. */
    List<Figures.OpenHold> holds(Instant now) {
        return jdbc.sql("""
                select body from (
                    select holder, due_at from payment_deadline where due_at > ? and holder not like 'cart:%'
                    order by due_at limit ?) as due
                join order_row on order_row.order_id = due.holder
                where status = 'RESERVED' order by due.due_at, due.holder""")
                .params(timestamp(now), HOLDS)
                .query((row, _) -> hold(json.readTree(row.getString("body"))))
                .list();
    }

    private static Figures.OpenHold hold(JsonNode body) {
        List<Figures.HeldItem> items = new ArrayList<>();
        body.required("lines").forEach(line -> {
            items.add(new Figures.HeldItem(text(line, "sku"), decimal(line, "quantity")));
        });
        return new Figures.OpenHold(
                text(body, "orderId"),
                items,
                text(body, "currency"),
                decimal(body, "amountDue"),
                Objects.requireNonNull(time(body, "placedAt")),
                Objects.requireNonNull(time(body, "paymentDueAt")));
    }

    private static String text(JsonNode body, String field) {
        return body.required(field).asString();
    }

    private static BigDecimal decimal(JsonNode body, String field) {
        return new BigDecimal(text(body, field));
    }

    private static @Nullable Instant time(JsonNode body, String field) {
        JsonNode value = body.required(field);
        return value.isNull() ? null : Instant.parse(value.asString());
    }
}
