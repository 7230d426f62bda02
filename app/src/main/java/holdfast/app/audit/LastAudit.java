package holdfast.app.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The last audit of everything on this node, for health and metrics. */
@Component
class LastAudit {

    private final AtomicReference<@Nullable AuditReport> report = new AtomicReference<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    LastAudit(MeterRegistry meters) {
        gauge(meters, "holdfast.audit.discrepancies", AuditReport::discrepancyCount);
        gauge(meters, "holdfast.audit.position", AuditReport::position);
        gauge(meters, "holdfast.audit.last.success.timestamp", last -> last.at().getEpochSecond());
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
    }

    void failed(Exception problem) {
        failure.set(problem.toString());
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
