package holdfast.app.dashboard;

import static holdfast.app.dashboard.Columns.time;
import static holdfast.app.dashboard.Columns.timestamp;

import holdfast.app.dashboard.Figures.Minute;
import holdfast.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts orders and deadlines; each query reads a few rows by an index, however many orders there are. */
@Component
class OrderFigures {

    private static final int MINUTES = 60;
    private static final int COUNTED = 1_000;
    private static final Duration SOON = Duration.ofMinutes(5);

    private final JdbcClient jdbc;

    OrderFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every status; an order past its deadline is an expired one, whether or not that is recorded yet. */
    Map<OrderStatus, Long> byStatus(Instant now) {
        Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
        for (OrderStatus status : OrderStatus.values()) {
            counts.put(status, 0L);
        }
        jdbc.sql("select status, orders from order_count").query(row -> {
            counts.put(OrderStatus.valueOf(row.getString("status")), row.getLong("orders"));
        });
        lapsed(now).forEach((status, lapsed) -> {
            counts.merge(status, -lapsed, Long::sum);
            counts.merge(OrderStatus.EXPIRED, lapsed, Long::sum);
        });
        return counts;
    }

    /** Few, as they are asked to expire at once. */
    private Map<OrderStatus, Long> lapsed(Instant now) {
        Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
        jdbc.sql("""
                select status, count(*) as orders from (
                    select status from order_row where status in ('PLACED', 'RESERVED') and payment_due_at <= ?
                    limit ?) as lapsed group by status""").params(timestamp(now), COUNTED).query(row -> {
            counts.put(OrderStatus.valueOf(row.getString("status")), row.getLong("orders"));
        });
        return counts;
    }

    /** The last hour, oldest first; a minute in which nothing happened is there too. */
    List<Minute> perMinute(Instant now) {
        Instant last = now.truncatedTo(ChronoUnit.MINUTES);
        Instant first = last.minus(MINUTES - 1L, ChronoUnit.MINUTES);
        Map<Instant, Minute> known = since(first);
        List<Minute> minutes = new ArrayList<>();
        for (Instant minute = first; !minute.isAfter(last); minute = minute.plus(1, ChronoUnit.MINUTES)) {
            minutes.add(known.getOrDefault(minute, new Minute(minute, 0, 0, 0, 0)));
        }
        return minutes;
    }

    private Map<Instant, Minute> since(Instant first) {
        Map<Instant, Minute> minutes = new HashMap<>();
        jdbc.sql("select minute, placed, paid, rejected, expired from order_minute where minute >= ?")
                .param(timestamp(first))
                .query(row -> {
                    Instant minute = time(row, "minute");
                    long placed = row.getLong("placed");
                    long paid = row.getLong("paid");
                    long rejected = row.getLong("rejected");
                    minutes.put(minute, new Minute(minute, placed, paid, rejected, row.getLong("expired")));
                });
        return minutes;
    }

    Figures.Deadlines deadlines(Instant now) {
        long soon = jdbc.sql("select count(*) from (select 1 from payment_deadline"
                        + " where due_at > ? and due_at <= ? limit ?) as due")
                .params(timestamp(now), timestamp(now.plus(SOON)), COUNTED)
                .query(Long.class)
                .single();
        long overdue = jdbc.sql(
                        "select count(*) from (select 1 from payment_deadline where due_at <= ? limit ?) as due")
                .params(timestamp(now), COUNTED)
                .query(Long.class)
                .single();
        return new Figures.Deadlines(soon, overdue);
    }
}
