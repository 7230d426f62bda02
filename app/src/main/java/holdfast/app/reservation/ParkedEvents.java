package holdfast.app.reservation;

import holdfast.order.OrderEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Events of orders that could not be handled: parked, visible and tried again, never skipped.
 *
 * <p>Behind a parked event all later ones of the same order are parked too, in their order, while other orders go on.
 */
@Component
class ParkedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedEvents.class);

    private final SequencedDeadLetterQueue<EventMessage<?>> queue;
    private final ProcessSteps steps;
    private final PaymentDeadlines deadlines;
    private final JdbcClient jdbc;
    private final Set<String> orders = ConcurrentHashMap.newKeySet();

    ParkedEvents(
            DeadLetterQueues queues,
            ProcessSteps steps,
            PaymentDeadlines deadlines,
            JdbcClient jdbc,
            MeterRegistry registry) {
        this.queue = queues.queueOf(ReservationBatches.PROCESSING_GROUP);
        this.steps = steps;
        this.deadlines = deadlines;
        registry.gaugeCollectionSize(
                "holdfast.parked.orders", Tags.of("process", ReservationBatches.PROCESSING_GROUP), orders);
        this.jdbc = jdbc;
        remember();
    }

    /** What this node parked, and what others did, and no longer what they could handle at last. */
    void remember() {
        List<String> stored = jdbc.sql(
                        "select distinct sequence_identifier from dead_letter_entry where processing_group = ?")
                .param(ReservationBatches.PROCESSING_GROUP)
                .query(String.class)
                .list();
        orders.retainAll(Set.copyOf(stored));
        orders.addAll(stored);
    }

    boolean any() {
        return !orders.isEmpty();
    }

    boolean holds(String order) {
        return orders.contains(order);
    }

    /** Parks events of an order, in their order, as part of the running transaction. */
    void park(String order, List<EventMessage<?>> events, @Nullable RuntimeException failure) {
        for (EventMessage<?> event : events) {
            LOG.error("Parked {} of order {}", event.getPayloadType().getSimpleName(), order, failure);
            orders.add(order);
            CurrentUnitOfWork.ifStarted(work -> work.afterCommit(_ -> orders.add(order)));
            queue.enqueue(order, new GenericDeadLetter<EventMessage<?>>(order, event, failure));
        }
    }

    /**
     * Tries the parked events of each order again, first one first.
     *
     * @return how many orders are still parked
     */
    int retry() {
        remember();
        for (String order : List.copyOf(orders)) {
            queue.process(letter -> isOf(order, letter), this::retry);
            if (!queue.contains(order)) {
                orders.remove(order);
            }
        }
        return orders.size();
    }

    private static boolean isOf(String order, DeadLetter<? extends EventMessage<?>> letter) {
        return letter.message().getPayload() instanceof OrderEvent event
                && event.orderId().equals(order);
    }

    private EnqueueDecision<EventMessage<?>> retry(DeadLetter<? extends EventMessage<?>> letter) {
        try {
            deadlines.apply(List.of(steps.run(letter.message())));
            return Decisions.evict();
        } catch (RuntimeException failure) {
            return Decisions.requeue(failure);
        }
    }
}
