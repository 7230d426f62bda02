package holdfast.order.tab;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an assignment. Every handler answers the {@link AssignmentState} after it. */
public sealed interface AssignmentCommand {

    String assignmentId();

    Instant at();

    /**
     * Names the order that takes the items, before any is put on it.
     *
     * @param insteadOf the order that was named before and can never take them; null for the first one
     */
    record DirectItems(
            @TargetAggregateIdentifier String assignmentId,
            String tab,
            String orderId,
            @Nullable String insteadOf,
            Instant at)
            implements AssignmentCommand {}

    /** The order has the items from this version on. */
    record RecordArrival(@TargetAggregateIdentifier String assignmentId, String orderId, long orderVersion, Instant at)
            implements AssignmentCommand {}
}
