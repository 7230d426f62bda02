package holdfast.app.orders;

import holdfast.app.api.json.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes orders as rows, many by one statement. */
@Component
class OrderRows {

    private static final String UPSERT = """
            insert into order_row (order_id, created_at, position, status, customer_id, tab, payment_due_at, version, body)
            select * from unnest(cast(:id as text[]), cast(:created as timestamptz[]), cast(:position as bigint[]),
                cast(:status as text[]), cast(:customer as text[]), cast(:tab as text[]),
                cast(:due as timestamptz[]), cast(:version as bigint[]), cast(:body as text[]))
            on conflict (order_id) do update set status = excluded.status, customer_id = excluded.customer_id,
                tab = excluded.tab, payment_due_at = excluded.payment_due_at, version = excluded.version,
                body = excluded.body""";

    private static final String ADD_SKUS = """
            insert into order_sku (sku, created_at, position, order_id)
            select * from unnest(cast(:sku as text[]), cast(:created as timestamptz[]), cast(:position as bigint[]),
                cast(:id as text[]))
            on conflict do nothing""";

    private static final String REMOVE_SKUS = """
            delete from order_sku using unnest(cast(:sku as text[]), cast(:created as timestamptz[]),
                cast(:position as bigint[])) as gone (sku, created_at, position)
            where order_sku.sku = gone.sku and order_sku.created_at = gone.created_at
              and order_sku.position = gone.position""";

    private record OrderSku(ProjectedOrder order, String sku) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OrderRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Writes the orders as they are now.
     *
     * @param before those of them that have been written before, as they were
     */
    void write(Map<String, ProjectedOrder> before, Collection<ProjectedOrder> orders) {
        waitForNoDisk();
        jdbc.sql(UPSERT)
                .param("id", column(orders, order -> order.state().orderId()))
                .param("created", column(orders, order -> Times.print(order.createdAt())))
                .param("position", column(orders, ProjectedOrder::position))
                .param("status", column(orders, order -> order.state().status()))
                .param(
                        "customer",
                        column(orders, order -> order.state().origin().customerId()))
                .param("tab", column(orders, order -> order.state().origin().tab()))
                .param("due", column(orders, OrderRows::due))
                .param("version", column(orders, order -> order.state().version()))
                .param("body", column(orders, order -> json.writeValueAsString(OrderBody.of(order.state()))))
                .update();
        writeSkus(before, orders);
    }

    /** As for the rows of stock: what a power cut takes back is taken back with its token, and read again. */
    private void waitForNoDisk() {
        jdbc.sql("set local synchronous_commit to off").update();
    }

    private static @Nullable String due(ProjectedOrder order) {
        var due = order.state().times().paymentDueAt();
        return due == null ? null : Times.print(due);
    }

    private void writeSkus(Map<String, ProjectedOrder> before, Collection<ProjectedOrder> orders) {
        List<OrderSku> added = new ArrayList<>();
        List<OrderSku> removed = new ArrayList<>();
        for (ProjectedOrder order : orders) {
            ProjectedOrder known = before.get(order.state().orderId());
            Set<String> old = known == null ? Set.of() : known.skus();
            Set<String> now = order.skus();
            now.stream().filter(sku -> !old.contains(sku)).forEach(sku -> added.add(new OrderSku(order, sku)));
            old.stream().filter(sku -> !now.contains(sku)).forEach(sku -> removed.add(new OrderSku(order, sku)));
        }
        writeSkus(ADD_SKUS, added);
        writeSkus(REMOVE_SKUS, removed);
    }

    private void writeSkus(String sql, List<OrderSku> skus) {
        if (!skus.isEmpty()) {
            jdbc.sql(sql)
                    .param("sku", column(skus, OrderSku::sku))
                    .param(
                            "created",
                            column(skus, sku -> Times.print(sku.order().createdAt())))
                    .param("position", column(skus, sku -> sku.order().position()))
                    .param("id", column(skus, sku -> sku.order().state().orderId()))
                    .update();
        }
    }

    private static <T> SqlArrayValue column(Collection<T> rows, Function<T, @Nullable Object> value) {
        // As text, whatever the column's type is: the statement casts it.
        return new SqlArrayValue(
                "text",
                rows.stream()
                        .map(row -> {
                            Object cell = value.apply(row);
                            return cell == null ? null : cell.toString();
                        })
                        .toArray());
    }

    void clear() {
        jdbc.sql("truncate order_row, order_sku").update();
    }
}
