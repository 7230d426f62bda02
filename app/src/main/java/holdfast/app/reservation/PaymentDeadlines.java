package holdfast.app.reservation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The payment deadlines that somebody has to watch.
 *
 * <p>They only clean up: the deadline itself stands in the order's events and in its holds, and everybody respects it
 * there.
 */
@Component
class PaymentDeadlines {

    private final JdbcTemplate jdbc;

    PaymentDeadlines(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Applies changes, of which the last one of each order counts, as part of the running transaction. */
    void apply(List<DeadlineChange> changes) {
        Map<String, DeadlineChange> last = new LinkedHashMap<>();
        for (DeadlineChange change : changes) {
            switch (change) {
                case DeadlineChange.Set set -> last.put(set.orderId(), set);
                case DeadlineChange.Clear clear -> last.put(clear.orderId(), clear);
                case DeadlineChange.None _ -> {}
            }
        }
        List<Object[]> set = new ArrayList<>();
        List<Object[]> cleared = new ArrayList<>();
        for (DeadlineChange change : last.values()) {
            switch (change) {
                case DeadlineChange.Set s -> set.add(new Object[] {s.orderId(), timestamp(s.dueAt())});
                case DeadlineChange.Clear c -> cleared.add(new Object[] {c.orderId()});
                case DeadlineChange.None _ -> {}
            }
        }
        jdbc.batchUpdate(
                "insert into payment_deadline (order_id, due_at) values (?, ?)"
                        + " on conflict (order_id) do update set due_at = excluded.due_at",
                set);
        jdbc.batchUpdate("delete from payment_deadline where order_id = ?", cleared);
    }

    /** Orders whose payment is due, the longest due first. */
    List<String> dueAt(Instant time, int limit) {
        return jdbc.queryForList(
                "select order_id from payment_deadline where due_at <= ? order by due_at limit ?",
                String.class,
                timestamp(time),
                limit);
    }

    private static OffsetDateTime timestamp(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
