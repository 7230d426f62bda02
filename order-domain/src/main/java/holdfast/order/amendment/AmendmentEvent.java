package holdfast.order.amendment;

import holdfast.order.ItemQuantity;
import holdfast.order.NewLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an amendment. */
public sealed interface AmendmentEvent {

    String amendmentId();

    String orderId();

    Instant at();

    /** More lines were asked for; {@code needed} is held until {@code until} first, in SKU order. */
    record AdditionRequested(
            String amendmentId,
            String orderId,
            List<NewLine> lines,
            List<ItemQuantity> needed,
            Instant until,
            @Nullable Long expectedVersion,
            Instant at)
            implements AmendmentEvent {}

    /** More of a line was asked for; {@code needed} is held until {@code until} first. */
    record IncreaseRequested(
            String amendmentId,
            String orderId,
            String lineId,
            BigDecimal quantity,
            List<ItemQuantity> needed,
            Instant until,
            @Nullable Long expectedVersion,
            Instant at)
            implements AmendmentEvent {}

    /** The change is part of the order from {@code orderVersion} on. */
    record AmendmentApplied(String amendmentId, String orderId, long orderVersion, Instant at)
            implements AmendmentEvent {}

    record AmendmentRefused(String amendmentId, String orderId, AmendmentRefusal refusal, Instant at)
            implements AmendmentEvent {}
}
