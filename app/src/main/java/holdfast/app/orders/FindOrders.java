package holdfast.app.orders;

import holdfast.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for orders, newest first.
 *
 * @param from the earliest time at which they were created, included
 * @param to the latest one, included
 * @param limit how many at most; one more tells that there are more
 * @param after behind which order to begin
 */
public record FindOrders(
        @Nullable OrderStatus status,
        @Nullable String customerId,
        @Nullable String tab,
        @Nullable String sku,
        @Nullable Instant from,
        @Nullable Instant to,
        int limit,
        @Nullable OrderPlace after) {

    /** What was found: each order as the API shows it now, with its place. */
    public record Found(List<Item> orders) {}

    /** {@code body} is JSON. */
    public record Item(OrderPlace place, String body) {}
}
