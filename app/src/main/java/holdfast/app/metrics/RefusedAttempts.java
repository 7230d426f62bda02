package holdfast.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What this node refused since it started, by the slug of the problem; a refusal that is told again counts once. */
@Component
public class RefusedAttempts {

    /** Counter of each refusal, with the tag {@code reason}. */
    public static final String COUNTER = "holdfast.refusals";

    private final MeterRegistry registry;

    RefusedAttempts(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The number of each reason, such as {@code insufficient-stock}; reasons that never occurred are there with 0. */
    public Map<String, Long> byReason() {
        Map<String, Long> counts = new TreeMap<>();
        for (Counter counter : registry.find(COUNTER).counters()) {
            counts.merge(String.valueOf(counter.getId().getTag("reason")), (long) counter.count(), Long::sum);
        }
        return counts;
    }
}
