package holdfast.app.audit;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows the last audit; always up, because a discrepancy must be seen but must not take the shop offline. */
@Component("conservationHealthIndicator")
class AuditHealth implements HealthIndicator {

    private final LastAudit last;

    AuditHealth(LastAudit last) {
        this.last = last;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        AuditReport report = last.report();
        if (report != null) {
            health.withDetail("discrepancies", report.discrepancyCount())
                    .withDetail("position", report.position())
                    .withDetail("itemsChecked", report.itemsChecked())
                    .withDetail("at", report.at().toString());
        }
        String failure = last.failure();
        return failure == null
                ? health.build()
                : health.withDetail("failure", failure).build();
    }
}
