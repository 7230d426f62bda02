package holdfast.app.eventstore;

import holdfast.app.eventstore.EventTypes.EventType;
import holdfast.app.metrics.Scraped;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this node appends to the store, how far the store has come, and how large it is. */
@Component
class StoreMetrics {

    private static final Duration HEAD_KEPT = Duration.ofSeconds(1);
    private static final Duration SIZE_KEPT = Duration.ofMinutes(1);

    private final Map<Class<?>, Counter> appended;

    StoreMetrics(LocalCommits commits, CommittedEvents events, JdbcClient jdbc, MeterRegistry registry) {
        appended = EventTypes.all().stream()
                .collect(Collectors.toUnmodifiableMap(EventType::payload, type -> counter(type, registry)));
        commits.watch(this::count);
        Scraped<Double> head = new Scraped<>(() -> (double) events.head(), Double.NaN, HEAD_KEPT);
        Gauge.builder("holdfast.store.head", head, Scraped::get)
                .description("Position of the last committed event")
                .strongReference(true)
                .register(registry);
        Scraped<Double> size = new Scraped<>(() -> size(jdbc), Double.NaN, SIZE_KEPT);
        Gauge.builder("holdfast.store.size", size, Scraped::get)
                .description("Size of the database on disk")
                .strongReference(true)
                .baseUnit("bytes")
                .register(registry);
    }

    private static Counter counter(EventType type, MeterRegistry registry) {
        return Counter.builder("holdfast.store.events")
                .description("Events that this node committed")
                .tag("type", type.name())
                .register(registry);
    }

    private void count(DomainEventMessage<?> event) {
        Counter counter = appended.get(event.getPayloadType());
        if (counter != null) {
            counter.increment();
        }
    }

    private static double size(JdbcClient jdbc) {
        return jdbc.sql("select pg_database_size(current_database())")
                .query(Long.class)
                .single();
    }
}
