package holdfast.app.eventstore;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether this node reaches the store that it shares with others, for whoever spreads requests over them; it looks at
 * what is known already, so that it answers at once.
 */
@Component("storeHealthIndicator")
class StoreHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CommitListener listener;

    StoreHealth(CommitListener listener) {
        this.listener = listener;
    }

    @Override
    public Health health() {
        if (!listener.isRunning()) {
            return Health.up().build(); // the store is this node's own
        }
        Duration silence = listener.silence();
        return (silence.compareTo(PATIENCE) < 0 ? Health.up() : Health.down())
                .withDetail("secondsSinceAnswer", silence.toSeconds())
                .build();
    }
}
