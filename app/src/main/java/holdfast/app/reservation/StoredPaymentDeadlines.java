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

/** Keeps the deadlines as rows, changed in the transaction of the batch that they come from. */
@Component
class StoredPaymentDeadlines implements PaymentDeadlines {

    private final JdbcTemplate jdbc;

    StoredPaymentDeadlines(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void apply(List<DeadlineChange> changes) {
        Map<String, DeadlineChange> last = new LinkedHashMap<>();
        for (DeadlineChange change : changes) {
            switch (change) {
                case DeadlineChange.Set set -> last.put(set.holder(), set);
                case DeadlineChange.Clear clear -> last.put(clear.holder(), clear);
                case DeadlineChange.None _ -> {}
            }
        }
        List<Object[]> set = new ArrayList<>();
        List<Object[]> cleared = new ArrayList<>();
        for (DeadlineChange change : last.values()) {
            switch (change) {
                case DeadlineChange.Set s -> set.add(new Object[] {s.holder(), timestamp(s.dueAt())});
                case DeadlineChange.Clear c -> cleared.add(new Object[] {c.holder()});
                case DeadlineChange.None _ -> {}
            }
        }
        jdbc.batchUpdate(
                "insert into payment_deadline (holder, due_at) values (?, ?)"
                        + " on conflict (holder) do update set due_at = excluded.due_at",
                set);
        jdbc.batchUpdate("delete from payment_deadline where holder = ?", cleared);
    }

    @Override
    public List<String> dueAt(Instant time, int limit) {
        return jdbc.queryForList(
                "select holder from payment_deadline where due_at <= ? order by due_at limit ?",
                String.class,
                timestamp(time),
                limit);
    }

    private static OffsetDateTime timestamp(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
