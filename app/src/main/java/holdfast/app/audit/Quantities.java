package holdfast.app.audit;

import static java.math.BigDecimal.ZERO;

import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Compares quantities by stock item; none is zero. */
final class Quantities {

    private Quantities() {}

    interface Difference {
        void at(StockItemId item, BigDecimal expected, BigDecimal actual);
    }

    static void compare(
            Map<StockItemId, BigDecimal> expected, Map<StockItemId, BigDecimal> actual, Difference difference) {
        Set<StockItemId> items = new HashSet<>(expected.keySet());
        items.addAll(actual.keySet());
        for (StockItemId item : items) {
            BigDecimal wanted = expected.getOrDefault(item, ZERO);
            BigDecimal there = actual.getOrDefault(item, ZERO);
            if (wanted.compareTo(there) != 0) {
                difference.at(item, wanted, there);
            }
        }
    }

    static boolean areEqual(Map<StockItemId, BigDecimal> one, Map<StockItemId, BigDecimal> other) {
        boolean[] equal = {true};
        compare(one, other, (item, expected, actual) -> equal[0] = false);
        return equal[0];
    }
}
