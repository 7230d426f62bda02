package holdfast.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an order was placed, when its payment is due, and when it last changed. */
public record OrderTimes(
        @Nullable Instant placedAt, @Nullable Instant paymentDueAt, Instant updatedAt) {

    static final OrderTimes NONE = new OrderTimes(null, null, Instant.EPOCH);

    OrderTimes placed(Instant at, Instant dueAt) {
        return new OrderTimes(at, dueAt, at);
    }

    OrderTimes due(Instant dueAt, Instant at) {
        return new OrderTimes(placedAt, dueAt, at);
    }

    OrderTimes updated(Instant at) {
        return new OrderTimes(placedAt, paymentDueAt, at);
    }
}
