package holdfast.app.reservation;

import java.time.Instant;
import java.util.List;

/**
 * The payment deadlines that somebody has to watch.
 *
 * <p>They only clean up: the deadline itself stands in the order's events and in its holds, and everybody respects it
 * there.
 */
interface PaymentDeadlines {

    /** Applies changes, of which the last one of each order counts, as part of the running transaction. */
    void apply(List<DeadlineChange> changes);

    /** Orders whose payment is due, the longest due first. */
    List<String> dueAt(Instant time, int limit);
}
