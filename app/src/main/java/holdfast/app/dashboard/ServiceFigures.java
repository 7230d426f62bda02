package holdfast.app.dashboard;

import holdfast.app.audit.AuditStatus;
import holdfast.app.eventstore.ReadModelPositions;
import holdfast.app.metrics.CommandLatencies;
import holdfast.app.metrics.RefusedAttempts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells how the service itself is doing, from what this node has in memory. */
@Component
class ServiceFigures {

    private final RefusedAttempts refusals;
    private final CommandLatencies latencies;
    private final ReadModelPositions positions;
    private final AuditStatus audits;

    ServiceFigures(
            RefusedAttempts refusals, CommandLatencies latencies, ReadModelPositions positions, AuditStatus audits) {
        this.refusals = refusals;
        this.latencies = latencies;
        this.positions = positions;
        this.audits = audits;
    }

    Map<String, Long> refused() {
        return refusals.byReason();
    }

    List<Figures.Command> commands() {
        return latencies.lately().stream()
                .map(latency -> new Figures.Command(
                        latency.command(),
                        latency.count(),
                        millis(latency.p50()),
                        millis(latency.p95()),
                        millis(latency.p99())))
                .toList();
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 10_000.0) / 100.0;
    }

    /** By name. */
    List<Figures.ReadModel> readModels(long head) {
        return positions.all().entrySet().stream()
                .map(model ->
                        new Figures.ReadModel(model.getKey(), model.getValue(), Math.max(0, head - model.getValue())))
                .toList();
    }

    Figures.@Nullable Audit audit() {
        return audits.last()
                .map(audit -> new Figures.Audit(
                        audit.at(),
                        audit.position(),
                        audit.eventsChecked(),
                        audit.itemsChecked(),
                        audit.discrepancyCount()))
                .orElse(null);
    }
}
