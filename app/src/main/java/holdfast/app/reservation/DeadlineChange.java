package holdfast.app.reservation;

import java.time.Instant;

/** What an event means for the deadline of its order or cart. */
sealed interface DeadlineChange {

    /** Nothing. */
    record None() implements DeadlineChange {}

    /** The holder is asked to expire at that time. */
    record Set(String holder, Instant dueAt) implements DeadlineChange {}

    /** The holder is settled. */
    record Clear(String holder) implements DeadlineChange {}
}
