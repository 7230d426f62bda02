package holdfast.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Collects discrepancies; beyond a bound they are only counted, so that a broken store is still audited. */
final class Findings {

    static final int LISTED = 1_000;

    private final List<Discrepancy> listed = new ArrayList<>();
    private long count;

    void add(Discrepancy discrepancy) {
        count++;
        if (listed.size() < LISTED) {
            listed.add(discrepancy);
        }
    }

    long count() {
        return count;
    }

    /** The listed ones, each completed. */
    List<Discrepancy> list(UnaryOperator<Discrepancy> completion) {
        return listed.stream().map(completion).toList();
    }
}
