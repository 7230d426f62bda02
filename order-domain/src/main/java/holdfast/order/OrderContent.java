package holdfast.order;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order is created with; the same id with the same content is the same order.
 *
 * @param currency ISO 4217 code
 * @param reservationId the reservation of a cart whose holds it takes over; null when it asks for stock of its own
 * @param paymentWindow time from placing to the payment deadline; null for the service's default
 */
public record OrderContent(
        @Nullable String customerId,
        @Nullable String tab,
        String currency,
        List<OrderLine> lines,
        @Nullable String reservationId,
        @Nullable Duration paymentWindow,
        boolean draft) {}
