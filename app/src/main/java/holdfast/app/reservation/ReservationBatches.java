package holdfast.app.reservation;

import holdfast.app.eventstore.Unsettled;
import holdfast.app.eventstore.Where;
import holdfast.app.process.EventBatches;
import holdfast.app.process.EventProcess;
import holdfast.app.process.EventProcesses;
import holdfast.order.OrderEvent.AffectsStock;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/** Runs the reservation process behind the events, order by order, where it was not settled with them. */
@Component
@ProcessingGroup(ReservationBatches.PROCESSING_GROUP)
class ReservationBatches implements EventProcess<DeadlineChange> {

    static final String PROCESSING_GROUP = "reservation";

    private final ReservationProcess process;
    private final PaymentDeadlines deadlines;
    private final EarlierEvents earlier;
    private final EventBatches<DeadlineChange> batches;

    ReservationBatches(
            ReservationProcess process, PaymentDeadlines deadlines, EarlierEvents earlier, EventProcesses processes) {
        this.process = process;
        this.deadlines = deadlines;
        this.earlier = earlier;
        this.batches = processes.open(this);
    }

    @EventHandler
    @Where(Unsettled.class)
    void on(AffectsStock event, EventMessage<?> message, UnitOfWork<?> work) {
        work.afterCommit(_ -> earlier.handled(event.orderId(), message.getIdentifier()));
        batches.add(event.orderId(), message, work);
    }

    @Override
    public String name() {
        return PROCESSING_GROUP;
    }

    @Override
    public DeadlineChange handle(String orderId, EventMessage<?> event) {
        return process.on((AffectsStock) event.getPayload());
    }

    @Override
    public void write(List<DeadlineChange> changes) {
        deadlines.apply(changes);
    }
}
