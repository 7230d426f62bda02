package holdfast.app.audit;

import java.time.Instant;
import java.util.Map;

/**
 * Finds stock that nobody would free: a hold of an order or a cart whose deadline is not watched, or too late.
 *
 * <p>Earlier is fine: the order or cart is asked then and says how long it has. So is the deadline of one that is settled.
 */
final class DeadlineCheck {

    private final ReadModels readModels;
    private final Findings findings;

    DeadlineCheck(ReadModels readModels, Findings findings) {
        this.readModels = readModels;
        this.findings = findings;
    }

    void check(Ledger ledger) {
        Map<String, Instant> watched = readModels.deadlines();
        ledger.forEachHolding((holder, dueAt) -> {
            Instant watchedAt = watched.get(holder);
            if (watchedAt == null || watchedAt.isAfter(dueAt)) {
                findings.add(Discrepancy.of(Kind.DEADLINE_NOT_WATCHED, Subject.holder(holder), dueAt, watchedAt));
            }
        });
    }
}
