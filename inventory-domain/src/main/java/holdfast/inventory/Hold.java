package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import org.pcollections.PSet;
import org.pcollections.TreePSet;

/**
 * Stock kept for one holder until a deadline.
 *
 * <p>A hold is remembered until its deadline even when it is empty or closed: a repeated command that arrives late meets
 * it and takes no effect, and after the deadline the deadline itself refuses it.
 *
 * @param refs the reservations and partial releases that took effect
 * @param closed sold or released as a whole: nothing can be reserved on it any more
 */
public record Hold(String holder, BigDecimal quantity, Instant expiresAt, PSet<String> refs, boolean closed) {

    static Hold of(String holder) {
        return new Hold(holder, BigDecimal.ZERO, Instant.MIN, TreePSet.empty(), false);
    }

    Hold plus(BigDecimal more, String ref, Instant until) {
        return new Hold(holder, quantity.add(more), until, refs.plus(ref), false);
    }

    Hold minus(BigDecimal less, String ref) {
        return new Hold(holder, quantity.subtract(less), expiresAt, refs.plus(ref), closed);
    }

    Hold until(Instant later) {
        return new Hold(holder, quantity, later, refs, closed);
    }

    Hold end() {
        return new Hold(holder, BigDecimal.ZERO, expiresAt, TreePSet.empty(), true);
    }

    public boolean isOpen() {
        return quantity.signum() > 0;
    }

    /** At its very deadline a hold is over. */
    public boolean hasLapsedAt(Instant time) {
        return !time.isBefore(expiresAt);
    }

    boolean knows(String ref) {
        return closed || refs.contains(ref);
    }
}
