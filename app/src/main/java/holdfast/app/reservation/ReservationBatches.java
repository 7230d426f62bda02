package holdfast.app.reservation;

import holdfast.app.eventstore.Unsettled;
import holdfast.app.eventstore.Where;
import holdfast.app.process.EventBatches;
import holdfast.app.process.EventProcess;
import holdfast.app.process.EventProcesses;
import holdfast.inventory.cart.CartEvent;
import holdfast.order.OrderEvent.AffectsStock;
import java.util.List;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/** Runs the reservation process behind the events, order by order and cart by cart, where it was not settled with them. */
@Component
@ProcessingGroup(ReservationBatches.PROCESSING_GROUP)
class ReservationBatches implements EventProcess<DeadlineChange> {

    static final String PROCESSING_GROUP = "reservation";
    static final Set<String> AGGREGATE_TYPES = Set.of("Order", "Cart");

    private final HolderSteps steps;
    private final PaymentDeadlines deadlines;
    private final EarlierEvents earlier;
    private final EventBatches<DeadlineChange> batches;

    ReservationBatches(HolderSteps steps, PaymentDeadlines deadlines, EarlierEvents earlier, EventProcesses processes) {
        this.steps = steps;
        this.deadlines = deadlines;
        this.earlier = earlier;
        this.batches = processes.open(this);
    }

    @EventHandler
    @Where(Unsettled.class)
    void on(AffectsStock event, EventMessage<?> message, UnitOfWork<?> work) {
        add(event.orderId(), message, work);
    }

    @EventHandler
    @Where(Unsettled.class)
    void on(CartEvent.AffectsStock event, EventMessage<?> message, UnitOfWork<?> work) {
        add(event.cart().toString(), message, work);
    }

    private void add(String holder, EventMessage<?> message, UnitOfWork<?> work) {
        work.afterCommit(_ -> earlier.handled(holder, message.getIdentifier()));
        batches.add(holder, message, work);
    }

    @Override
    public String name() {
        return PROCESSING_GROUP;
    }

    @Override
    public DeadlineChange handle(String holder, EventMessage<?> event) {
        return steps.on(event);
    }

    @Override
    public void write(List<DeadlineChange> changes) {
        deadlines.apply(changes);
    }
}
