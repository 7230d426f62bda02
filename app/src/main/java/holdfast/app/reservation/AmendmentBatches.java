package holdfast.app.reservation;

import holdfast.app.process.EventBatches;
import holdfast.app.process.EventProcess;
import holdfast.app.process.EventProcesses;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Runs the processes of amendments and of transfers behind the events, so that one reader of the events serves both:
 * each amendment alone, and what leaves an item in the order in which it left.
 */
@Component
@ProcessingGroup(AmendmentBatches.PROCESSING_GROUP)
class AmendmentBatches implements EventProcess<Object> {

    static final String PROCESSING_GROUP = "amendments";

    private static final Object NOTHING = new Object();

    private final AmendmentProcess amendments;
    private final TransferProcess transfers;
    private final EventBatches<Object> batches;

    AmendmentBatches(AmendmentProcess amendments, TransferProcess transfers, EventProcesses processes) {
        this.amendments = amendments;
        this.transfers = transfers;
        this.batches = processes.open(this);
    }

    @EventHandler
    void on(AdditionRequested asked, EventMessage<?> message, UnitOfWork<?> work) {
        batches.add(asked.amendmentId(), message, work);
    }

    @EventHandler
    void on(IncreaseRequested asked, EventMessage<?> message, UnitOfWork<?> work) {
        batches.add(asked.amendmentId(), message, work);
    }

    @EventHandler
    void on(StockTransferredOut left, EventMessage<?> message, UnitOfWork<?> work) {
        batches.add(left.item().toString(), message, work);
    }

    @Override
    public String name() {
        return PROCESSING_GROUP;
    }

    @Override
    public Object handle(String sequence, EventMessage<?> event) {
        switch (event.getPayload()) {
            case AdditionRequested asked -> amendments.on(asked);
            case IncreaseRequested asked -> amendments.on(asked);
            case StockTransferredOut left -> transfers.on(left, ((DomainEventMessage<?>) event).getSequenceNumber());
            default -> throw new IllegalArgumentException("Not for amendments or transfers: " + event.getPayload());
        }
        return NOTHING;
    }
}
