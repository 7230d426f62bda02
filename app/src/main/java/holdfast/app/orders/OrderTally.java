package holdfast.app.orders;

import holdfast.app.api.json.Times;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Counts orders by their status, and what became of them by the minute, as part of what the projection writes. */
@Component
class OrderTally {

    private static final String ADD_BY_STATUS = """
            insert into order_count (status, orders)
            select * from unnest(cast(:status as text[]), cast(:change as bigint[]))
            on conflict (status) do update set orders = order_count.orders + excluded.orders""";

    private static final String ADD_BY_MINUTE = """
            insert into order_minute (minute, placed, paid, rejected, expired)
            select * from unnest(cast(:minute as timestamptz[]), cast(:placed as bigint[]), cast(:paid as bigint[]),
                cast(:rejected as bigint[]), cast(:expired as bigint[]))
            on conflict (minute) do update set placed = order_minute.placed + excluded.placed,
                paid = order_minute.paid + excluded.paid, rejected = order_minute.rejected + excluded.rejected,
                expired = order_minute.expired + excluded.expired""";

    /** What happened within a minute. */
    record Minute(long placed, long paid, long rejected, long expired) {

        private static Minute of(OrderEvent event) {
            return switch (event) {
                case OrderPlaced _ -> new Minute(1, 0, 0, 0);
                case OrderPaid _ -> new Minute(0, 1, 0, 0);
                case OrderRejected _ -> new Minute(0, 0, 1, 0);
                case OrderExpired _ -> new Minute(0, 0, 0, 1);
                default -> NOTHING;
            };
        }

        private static final Minute NOTHING = new Minute(0, 0, 0, 0);

        private Minute plus(Minute other) {
            return new Minute(
                    placed + other.placed, paid + other.paid, rejected + other.rejected, expired + other.expired);
        }
    }

    private final JdbcClient jdbc;

    OrderTally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds what a batch did.
     *
     * @param before the orders that had been counted before, as they were
     * @param after all orders of the batch
     */
    void add(Map<String, ProjectedOrder> before, Collection<ProjectedOrder> after, OrderBatch batch) {
        addByStatus(changes(before.values(), after));
        addByMinute(minutes(batch));
    }

    static Map<OrderStatus, Long> changes(Collection<ProjectedOrder> before, Collection<ProjectedOrder> after) {
        Map<OrderStatus, Long> changes = new EnumMap<>(OrderStatus.class);
        before.forEach(order -> changes.merge(order.state().status(), -1L, Long::sum));
        after.forEach(order -> changes.merge(order.state().status(), 1L, Long::sum));
        changes.values().removeIf(change -> change == 0);
        return changes;
    }

    private static Map<Instant, Minute> minutes(OrderBatch batch) {
        Map<Instant, Minute> minutes = new TreeMap<>();
        batch.events().values().stream()
                .flatMap(List::stream)
                .map(message -> (OrderEvent) message.getPayload())
                .forEach(event -> {
                    Minute happened = Minute.of(event);
                    if (!happened.equals(Minute.NOTHING)) {
                        minutes.merge(event.at().truncatedTo(ChronoUnit.MINUTES), happened, Minute::plus);
                    }
                });
        return minutes;
    }

    private void addByStatus(Map<OrderStatus, Long> changes) {
        if (!changes.isEmpty()) {
            jdbc.sql(ADD_BY_STATUS)
                    .param("status", column(changes.keySet(), OrderStatus::name))
                    .param("change", column(changes.values(), Function.identity()))
                    .update();
            // A status that no order has is not there, however the events were cut into batches.
            jdbc.sql("delete from order_count where orders = 0").update();
        }
    }

    private void addByMinute(Map<Instant, Minute> minutes) {
        if (!minutes.isEmpty()) {
            Collection<Minute> counts = minutes.values();
            jdbc.sql(ADD_BY_MINUTE)
                    .param("minute", column(minutes.keySet(), Times::print))
                    .param("placed", column(counts, Minute::placed))
                    .param("paid", column(counts, Minute::paid))
                    .param("rejected", column(counts, Minute::rejected))
                    .param("expired", column(counts, Minute::expired))
                    .update();
        }
    }

    /** As text: the statement casts it. */
    private static <T> SqlArrayValue column(Collection<T> rows, Function<T, ?> value) {
        return new SqlArrayValue(
                "text", rows.stream().map(value).map(Object::toString).toArray());
    }

    void clear() {
        jdbc.sql("truncate order_count, order_minute").update();
    }
}
