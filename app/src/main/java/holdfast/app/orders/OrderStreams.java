package holdfast.app.orders;

import holdfast.app.eventstore.EventStreams;
import holdfast.app.eventstore.StreamKind;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.snapshots.SnapshotTypes;
import holdfast.order.OrderEvent;
import holdfast.order.OrderState;
import holdfast.order.amendment.AmendmentEvent;
import holdfast.order.amendment.AmendmentState;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The committed state of orders and their amendments, now and at any past version. */
@Component
public class OrderStreams {

    private final EventStreams<OrderState, OrderEvent> orders;
    private final EventStreams<AmendmentState, AmendmentEvent> amendments;

    public OrderStreams(StreamReaders readers) {
        orders = readers.reader(new StreamKind<>(
                OrderEvent.class,
                OrderState.NONE,
                OrderState::evolve,
                OrderState::version,
                OrderEvent::at,
                SnapshotTypes.ORDER));
        amendments = readers.reader(
                AmendmentEvent.class, AmendmentState.NONE, AmendmentState::evolve, AmendmentState::version);
    }

    /** The order as it is; with version 0 when there is none. */
    public OrderState order(String orderId) {
        return orders.head(orderId);
    }

    /** The order as of a version. */
    public OrderState order(String orderId, long version) {
        return orders.at(orderId, version);
    }

    /** The order as of a time, which includes what happened at it. */
    public OrderState order(String orderId, Instant time) {
        return orders.until(orderId, time);
    }

    /** The amendment as it is; with version 0 when there is none. */
    public AmendmentState amendment(String amendmentId) {
        return amendments.head(amendmentId);
    }
}
