package holdfast.app.reservation;

import holdfast.app.metrics.Scraped;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many orders are held and unpaid, and whether they and the carts that are due were asked to expire. */
@Component
class DeadlineMetrics {

    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMinutes(1);

    /** All numbers of the table of deadlines at one moment; the age is of the one that is due longest, in seconds. */
    private record Figures(double open, double soon, double overdue, double age) {
        static final Figures UNKNOWN = new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Scraped<Figures> figures = new Scraped<>(this::ask, Figures.UNKNOWN, KEPT);

    DeadlineMetrics(JdbcClient jdbc, Clock clock, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.clock = clock;
        gauge("holdfast.orders.open", Figures::open, "Orders that hold stock and are not paid")
                .register(registry);
        gauge("holdfast.deadlines.due.soon", Figures::soon, "Deadlines of orders and carts within the next minute")
                .register(registry);
        gauge("holdfast.deadlines.overdue", Figures::overdue, "Deadlines of orders and carts that passed uncleared")
                .register(registry);
        gauge("holdfast.deadlines.overdue.age", Figures::age, "Time since the oldest of them passed")
                .baseUnit("seconds")
                .register(registry);
    }

    private Gauge.Builder<Scraped<Figures>> gauge(String name, ToDoubleFunction<Figures> figure, String description) {
        return Gauge.builder(name, figures, scraped -> figure.applyAsDouble(scraped.get()))
                .description(description);
    }

    private Figures ask() {
        OffsetDateTime at = clock.instant().atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                        select count(*) filter (where holder not like 'cart:%') as open,
                               count(*) filter (where due_at > ? and due_at <= ?) as soon,
                               count(*) filter (where due_at <= ?) as overdue,
                               min(due_at) as oldest
                        from payment_deadline""")
                .params(at, at.plus(SOON), at)
                .query((row, _) -> new Figures(
                        row.getLong("open"),
                        row.getLong("soon"),
                        row.getLong("overdue"),
                        age(row.getObject("oldest", OffsetDateTime.class), at)))
                .single();
    }

    private static double age(@Nullable OffsetDateTime oldest, OffsetDateTime now) {
        return oldest == null || oldest.isAfter(now)
                ? 0
                : Duration.between(oldest, now).toMillis() / 1000.0;
    }
}
