package holdfast.app.reservation;

import java.time.Instant;
import java.util.List;

/**
 * The deadlines of orders and carts that somebody has to watch.
 *
 * <p>They only clean up: the deadline itself stands in the holder's events and in its holds, and everybody respects it
 * there.
 */
interface PaymentDeadlines {

    /** Applies changes, of which the last one of each holder counts, as part of the running transaction. */
    void apply(List<DeadlineChange> changes);

    /** Holders whose deadline has come, the longest due first. */
    List<String> dueAt(Instant time, int limit);
}
