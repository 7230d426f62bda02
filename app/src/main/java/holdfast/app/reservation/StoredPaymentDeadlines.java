package holdfast.app.reservation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the deadlines as rows, changed in the transaction of the batch that they come from. */
@Component
class StoredPaymentDeadlines implements PaymentDeadlines {

    private static final String SET = """
            insert into payment_deadline (holder, due_at) select * from unnest(?::text[], ?::timestamptz[])
            on conflict (holder) do update set due_at = excluded.due_at""";

    private final JdbcClient jdbc;

    StoredPaymentDeadlines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void apply(List<DeadlineChange> changes) {
        Map<String, Instant> set = new LinkedHashMap<>();
        Set<String> cleared = new LinkedHashSet<>();
        for (DeadlineChange change : changes) {
            switch (change) {
                case DeadlineChange.Set last -> {
                    set.put(last.holder(), last.dueAt());
                    cleared.remove(last.holder());
                }
                case DeadlineChange.Clear last -> {
                    set.remove(last.holder());
                    cleared.add(last.holder());
                }
                case DeadlineChange.None _ -> {}
            }
        }
        set(set);
        clear(cleared.toArray(String[]::new));
    }

    private void set(Map<String, Instant> dueAt) {
        if (!dueAt.isEmpty()) {
            jdbc.sql(SET)
                    .param(dueAt.keySet().toArray(String[]::new))
                    .param(dueAt.values().stream().map(Objects::toString).toArray(String[]::new))
                    .update();
        }
    }

    private void clear(String[] holders) {
        if (holders.length > 0) {
            jdbc.sql("delete from payment_deadline where holder = any (?)")
                    .param(holders)
                    .update();
        }
    }

    @Override
    public List<String> dueAt(Instant time, int limit) {
        return jdbc.sql("select holder from payment_deadline where due_at <= ? order by due_at limit ?")
                .params(OffsetDateTime.ofInstant(time, ZoneOffset.UTC), limit)
                .query(String.class)
                .list();
    }
}
