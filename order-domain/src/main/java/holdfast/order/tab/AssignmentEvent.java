package holdfast.order.tab;

import java.time.Instant;

/** What happened to the items of a session that were assigned to a tab. */
public sealed interface AssignmentEvent {

    String assignmentId();

    String orderId();

    Instant at();

    /** From now on only this order may take them. */
    record ItemsDirected(String assignmentId, String tab, String orderId, Instant at) implements AssignmentEvent {}

    /** The order has them from {@code orderVersion} on. */
    record ItemsArrived(String assignmentId, String orderId, long orderVersion, Instant at)
            implements AssignmentEvent {}
}
