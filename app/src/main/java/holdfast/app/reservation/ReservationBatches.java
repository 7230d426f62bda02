package holdfast.app.reservation;

import holdfast.app.eventstore.Unsettled;
import holdfast.app.eventstore.Where;
import holdfast.order.OrderEvent.AffectsStock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Runs the reservation process for a batch of events: the orders of a batch side by side, the events of an order one
 * after the other.
 *
 * <p>The batch ends, and the token moves on, when all are done; so their commands meet in the lanes and share commits.
 */
@Component
@ProcessingGroup(ReservationBatches.PROCESSING_GROUP)
class ReservationBatches {

    static final String PROCESSING_GROUP = "reservation";
    private static final String BATCH = ReservationBatches.class.getName();

    private final ProcessSteps steps;
    private final ParkedEvents parked;
    private final PaymentDeadlines deadlines;
    private final EarlierEvents earlier;

    ReservationBatches(ProcessSteps steps, ParkedEvents parked, PaymentDeadlines deadlines, EarlierEvents earlier) {
        this.steps = steps;
        this.parked = parked;
        this.deadlines = deadlines;
        this.earlier = earlier;
    }

    @EventHandler
    @Where(Unsettled.class)
    void on(AffectsStock event, EventMessage<?> message, UnitOfWork<?> work) {
        work.afterCommit(_ -> earlier.handled(event.orderId(), message.getIdentifier()));
        batch(work).computeIfAbsent(event.orderId(), _ -> new ArrayList<>()).add(message);
    }

    private Map<String, List<EventMessage<?>>> batch(UnitOfWork<?> work) {
        return work.getOrComputeResource(BATCH, _ -> {
            Map<String, List<EventMessage<?>>> byOrder = new LinkedHashMap<>();
            work.onPrepareCommit(_ -> run(byOrder));
            return byOrder;
        });
    }

    private void run(Map<String, List<EventMessage<?>>> byOrder) {
        // Another node may have run the process since.
        parked.remember();
        List<Future<OrderRun>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byOrder.forEach((order, events) -> runs.add(threads.submit(() -> run(order, events))));
        }
        List<DeadlineChange> changes = new ArrayList<>();
        for (Future<OrderRun> future : runs) {
            OrderRun run = result(future);
            parked.park(run.order(), run.left(), run.failure());
            changes.addAll(run.changes());
        }
        deadlines.apply(changes);
    }

    /** Runs on a thread of its own, outside of the batch's transaction. */
    private OrderRun run(String order, List<EventMessage<?>> events) {
        if (parked.holds(order)) {
            return new OrderRun(order, List.of(), events, null);
        }
        List<DeadlineChange> changes = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            try {
                changes.add(steps.run(events.get(i)));
            } catch (RuntimeException failure) {
                ProcessSteps.rethrowOfTheStore(failure);
                return new OrderRun(order, changes, events.subList(i, events.size()), failure);
            }
        }
        return new OrderRun(order, changes, List.of(), null);
    }

    private static OrderRun result(Future<OrderRun> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The store failed in the middle of a batch", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
