package holdfast.app.axonserver;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while the log cannot be used: without it no command is taken. Part of readiness, not of liveness. */
final class LogHealth implements HealthIndicator {

    private final LogLink link;

    LogHealth(LogLink link) {
        this.link = link;
    }

    @Override
    public Health health() {
        String trouble = link.trouble();
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("missing", trouble).build();
    }
}
