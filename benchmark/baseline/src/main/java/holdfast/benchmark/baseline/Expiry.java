package holdfast.benchmark.baseline;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gives stock back whose payment is overdue, within about a second. */
@Component
class Expiry {

    private static final int BATCH = 100;

    private final JdbcClient jdbc;
    private final Clock clock = Clock.systemUTC();

    Expiry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelay = 1_000)
    void releaseOverdue() {
        int expired;
        do {
            expired = jdbc.sql("select expire_orders(?, ?)")
                    .params(clock.instant().atOffset(ZoneOffset.UTC), BATCH)
                    .query(Integer.class)
                    .single();
        } while (expired == BATCH);
    }
}
