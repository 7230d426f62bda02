package holdfast.app.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts orders by their status and compares that with the figures of the read model. */
final class StatusCounts {

    /** How many orders have a status, with the last event that brought one there. */
    private record Count(long orders, EventRef last) {

        private Count plus(Count other) {
            boolean isLater = other.last.position() > last.position();
            return new Count(orders + other.orders, isLater ? other.last : last);
        }
    }

    private final Map<String, Count> counts = new HashMap<>();

    void add(String status, EventRef last) {
        counts.merge(status, new Count(1, last), Count::plus);
    }

    void check(Map<String, Long> rows, Findings findings) {
        Set<String> all = new TreeSet<>(counts.keySet());
        all.addAll(rows.keySet());
        for (String status : all) {
            check(status, counts.get(status), rows.get(status), findings);
        }
    }

    private static void check(String status, @Nullable Count expected, @Nullable Long row, Findings findings) {
        Long orders = expected == null ? null : expected.orders();
        if (!Objects.equals(orders, row)) {
            Discrepancy found = Discrepancy.of(Kind.ORDER_COUNT_DIFFERS, Subject.NONE, orders, row)
                    .in(status);
            findings.add(expected == null ? found : found.behind(expected.last()));
        }
    }
}
