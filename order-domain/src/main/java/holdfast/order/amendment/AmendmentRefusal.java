package holdfast.order.amendment;

import holdfast.order.OrderStatus;
import holdfast.order.Shortage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a reserved order was not changed.
 *
 * @param detail for people
 * @param shortages the stock that was missing, when that was the reason
 * @param orderStatus the status that did not allow it, when that was the reason
 * @param expectedVersion the version the sender knew, when that was stale
 * @param currentVersion the version there was instead
 */
public record AmendmentRefusal(
        Reason reason,
        @Nullable String detail,
        List<Shortage> shortages,
        @Nullable OrderStatus orderStatus,
        @Nullable Long expectedVersion,
        @Nullable Long currentVersion) {

    /** Stored by name: add to it, never rename. */
    public enum Reason {
        INSUFFICIENT_STOCK,
        RESERVATION_EXPIRED,
        INVALID_STATE,
        STALE_VERSION,
        UNKNOWN_LINE,
        ALREADY_EXISTS,
        TOO_MANY_LINES
    }

    public static AmendmentRefusal insufficientStock(List<Shortage> shortages) {
        return new AmendmentRefusal(Reason.INSUFFICIENT_STOCK, null, shortages, null, null, null);
    }

    public static AmendmentRefusal because(Reason reason, @Nullable String detail) {
        return new AmendmentRefusal(reason, detail, List.of(), null, null, null);
    }

    public static AmendmentRefusal invalidState(OrderStatus status, @Nullable String detail) {
        return new AmendmentRefusal(Reason.INVALID_STATE, detail, List.of(), status, null, null);
    }

    public static AmendmentRefusal staleVersion(long expected, long current) {
        return new AmendmentRefusal(Reason.STALE_VERSION, null, List.of(), null, expected, current);
    }
}
