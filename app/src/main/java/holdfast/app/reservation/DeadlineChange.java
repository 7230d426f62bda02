package holdfast.app.reservation;

import java.time.Instant;

/** What an event means for the payment deadline of its order. */
sealed interface DeadlineChange {

    /** Nothing. */
    record None() implements DeadlineChange {}

    /** The order is asked to expire at that time. */
    record Set(String orderId, Instant dueAt) implements DeadlineChange {}

    /** The order is settled. */
    record Clear(String orderId) implements DeadlineChange {}
}
