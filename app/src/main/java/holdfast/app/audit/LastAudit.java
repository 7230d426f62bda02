package holdfast.app.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The last audit of everything on this node, for health and metrics. */
@Component
class LastAudit {

    private static final String CLEAN = "clean";
    private static final String DISCREPANT = "discrepant";
    private static final String FAILED = "failed";

    private final AtomicReference<@Nullable AuditReport> report = new AtomicReference<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    private final Map<String, Counter> runs;

    LastAudit(Clock clock, MeterRegistry meters) {
        runs = Stream.of(CLEAN, DISCREPANT, FAILED)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), result -> counter(meters, result)));
        gauge(meters, "holdfast.audit.discrepancies", AuditReport::discrepancyCount);
        gauge(meters, "holdfast.audit.position", AuditReport::position);
        gauge(meters, "holdfast.audit.last.success.timestamp", last -> last.at().getEpochSecond());
        gauge(
                meters,
                "holdfast.audit.age.seconds",
                last -> Duration.between(last.at(), clock.instant()).toSeconds());
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("holdfast.audit.runs")
                .description("Conservation audits of everything on this node")
                .tag("result", result)
                .register(meters);
    }

    /** Not a number until there was an audit. */
    private void gauge(MeterRegistry meters, String name, ToDoubleFunction<AuditReport> value) {
        Gauge.builder(name, this, last -> {
                    AuditReport known = last.report();
                    return known == null ? Double.NaN : value.applyAsDouble(known);
                })
                .description("Of the last conservation audit on this node")
                .register(meters);
    }

    void succeeded(AuditReport latest) {
        report.set(latest);
        failure.set(null);
        count(latest.discrepancyCount() == 0 ? CLEAN : DISCREPANT);
    }

    void failed(Exception problem) {
        failure.set(problem.toString());
        count(FAILED);
    }

    private void count(String result) {
        Objects.requireNonNull(runs.get(result)).increment();
    }

    @Nullable
    AuditReport report() {
        return report.get();
    }

    /** Why the latest attempt came to nothing; null when it did not. */
    @Nullable
    String failure() {
        return failure.get();
    }
}
