package holdfast.order.amendment;

import holdfast.order.ItemQuantity;
import holdfast.order.NewLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an amendment. Every handler answers the {@link AmendmentState} after it. */
public sealed interface AmendmentCommand {

    String amendmentId();

    Instant at();

    /**
     * Asks for more lines on a reserved order.
     *
     * @param needed the stock to be held first, in SKU order
     * @param until the order's payment deadline
     */
    record RequestAddition(
            @TargetAggregateIdentifier String amendmentId,
            String orderId,
            List<NewLine> lines,
            List<ItemQuantity> needed,
            Instant until,
            @Nullable Long expectedVersion,
            Instant at)
            implements AmendmentCommand {}

    /**
     * Asks for more of a line on a reserved order.
     *
     * @param quantity what the line shall have in the end
     * @param needed the stock to be held first, in SKU order
     * @param until the order's payment deadline
     */
    record RequestIncrease(
            @TargetAggregateIdentifier String amendmentId,
            String orderId,
            String lineId,
            BigDecimal quantity,
            List<ItemQuantity> needed,
            Instant until,
            @Nullable Long expectedVersion,
            Instant at)
            implements AmendmentCommand {}

    /** The order took the change: it is part of it from this version on. */
    record ApplyAmendment(@TargetAggregateIdentifier String amendmentId, long orderVersion, Instant at)
            implements AmendmentCommand {}

    /** The change was refused and nothing is held for it. */
    record RefuseAmendment(@TargetAggregateIdentifier String amendmentId, AmendmentRefusal refusal, Instant at)
            implements AmendmentCommand {}
}
