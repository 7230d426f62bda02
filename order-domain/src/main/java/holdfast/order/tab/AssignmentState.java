package holdfast.order.tab;

import holdfast.order.tab.AssignmentEvent.ItemsArrived;
import holdfast.order.tab.AssignmentEvent.ItemsDirected;
import org.jspecify.annotations.Nullable;

/**
 * An assignment after a number of events.
 *
 * @param orderId the order that takes the items, null as long as none is named
 * @param orderVersion the order's version with the items, null as long as they are on their way
 * @param version number of events, 0 before the first
 */
public record AssignmentState(
        @Nullable String orderId, @Nullable Long orderVersion, long version) {

    public static final AssignmentState NONE = new AssignmentState(null, null, 0);

    public AssignmentState evolve(AssignmentEvent event) {
        return switch (event) {
            case ItemsDirected e -> new AssignmentState(e.orderId(), null, version + 1);
            case ItemsArrived e -> new AssignmentState(e.orderId(), e.orderVersion(), version + 1);
        };
    }

    public boolean hasArrived() {
        return orderVersion != null;
    }
}
