package holdfast.app.api.problem;

import holdfast.app.metrics.RefusedAttempts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts what requests are refused with. */
final class RefusalCounts {

    private final Map<ProblemType, Counter> counters = new EnumMap<>(ProblemType.class);

    RefusalCounts(MeterRegistry registry) {
        for (ProblemType type : ProblemType.values()) {
            counters.put(
                    type,
                    Counter.builder(RefusedAttempts.COUNTER)
                            .description("Requests that were refused")
                            .tag("reason", type.slug())
                            .register(registry));
        }
    }

    void count(@Nullable Object refusedWith) {
        if (refusedWith instanceof ProblemType type) {
            Objects.requireNonNull(counters.get(type)).increment();
        }
    }
}
