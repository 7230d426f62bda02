package holdfast.app.orders;

import holdfast.app.eventstore.EventStreams;
import holdfast.order.OrderEvent;
import holdfast.order.OrderState;
import holdfast.order.amendment.AmendmentEvent;
import holdfast.order.amendment.AmendmentState;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** The committed state of orders and their amendments, now and at any past version. */
@Component
public class OrderStreams {

    private final EventStreams<OrderState> orders;
    private final EventStreams<AmendmentState> amendments;

    public OrderStreams(EventStore store) {
        orders = new EventStreams<>(
                store, OrderState.NONE, (state, event) -> state.evolve((OrderEvent) event), OrderState::version);
        amendments = new EventStreams<>(
                store,
                AmendmentState.NONE,
                (state, event) -> state.evolve((AmendmentEvent) event),
                AmendmentState::version);
    }

    /** The order as it is; with version 0 when there is none. */
    public OrderState order(String orderId) {
        return orders.head(orderId);
    }

    /** The order as of a version. */
    public OrderState order(String orderId, long version) {
        return orders.at(orderId, version);
    }

    /** The amendment as it is; with version 0 when there is none. */
    public AmendmentState amendment(String amendmentId) {
        return amendments.head(amendmentId);
    }
}
