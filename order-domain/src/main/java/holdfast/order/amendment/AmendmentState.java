package holdfast.order.amendment;

import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.AmendmentApplied;
import holdfast.order.amendment.AmendmentEvent.AmendmentRefused;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import org.jspecify.annotations.Nullable;

/**
 * An amendment after a number of events.
 *
 * @param appliedVersion the order's version with the change, null as long as there is none
 * @param refusal why there is none
 * @param version number of events, 0 before the first
 */
public record AmendmentState(
        String amendmentId,
        String orderId,
        @Nullable Long appliedVersion,
        @Nullable AmendmentRefusal refusal,
        long version) {

    public static final AmendmentState NONE = new AmendmentState("", "", null, null, 0);

    public AmendmentState evolve(AmendmentEvent event) {
        return switch (event) {
            case AdditionRequested e -> new AmendmentState(e.amendmentId(), e.orderId(), null, null, version + 1);
            case IncreaseRequested e -> new AmendmentState(e.amendmentId(), e.orderId(), null, null, version + 1);
            case AmendmentApplied e -> new AmendmentState(amendmentId, orderId, e.orderVersion(), null, version + 1);
            case AmendmentRefused e -> new AmendmentState(amendmentId, orderId, null, e.refusal(), version + 1);
        };
    }

    public boolean isDecided() {
        return appliedVersion != null || refusal != null;
    }
}
