package holdfast.app.processors;

import holdfast.app.processors.ProcessorState.Activity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Shows how far behind each processor is, by the tags {@code processor} (its name) and {@code kind} ({@code read_model}
 * or {@code process}).
 *
 * <ul>
 *   <li>{@code holdfast.processor.lag}: events that it has yet to look at
 *   <li>{@code holdfast.processor.lag.age}: seconds since the first of them was recorded, 0 when there is none
 *   <li>{@code holdfast.processor.failing}: 1 when it failed and tries again or stands still, else 0
 * </ul>
 */
@Component
class LagMetrics implements SmartInitializingSingleton {

    private static final double MILLIS = 1_000;

    private final Processors processors;
    private final MeterRegistry registry;
    private final Clock clock;

    LagMetrics(Processors processors, MeterRegistry registry, Clock clock) {
        this.processors = processors;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        processors.followers().forEach(this::show);
    }

    private void show(Follower follower) {
        Tags tags = Tags.of(
                "processor", follower.name(), "kind", follower.kind().name().toLowerCase(Locale.ROOT));
        Gauge.builder("holdfast.processor.lag", () -> processors.lagOf(follower))
                .description("Events that the processor has yet to look at")
                .tags(tags)
                .register(registry);
        Gauge.builder("holdfast.processor.lag.age", () -> ageOf(follower))
                .description("Since when the first of them was recorded")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        Gauge.builder("holdfast.processor.failing", () -> isFailing(follower) ? 1 : 0)
                .description("Whether the processor failed or stands still")
                .tags(tags)
                .register(registry);
    }

    private double ageOf(Follower follower) {
        return processors
                .waitingSince(follower)
                .map(since -> Duration.between(since, clock.instant()).toMillis() / MILLIS)
                .map(age -> Math.max(0, age))
                .orElse(0.0);
    }

    private boolean isFailing(Follower follower) {
        Activity activity = processors.stateOf(follower).activity();
        return activity == Activity.FAILING || activity == Activity.STOPPED;
    }
}
