package holdfast.app.reservation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Amendments that could not be handled: parked by Axon, visible and tried again. */
@Component
class ParkedAmendments {

    private final EventProcessingConfiguration processing;
    private final SequencedDeadLetterQueue<EventMessage<?>> queue;

    ParkedAmendments(@Lazy EventProcessingConfiguration processing, DeadLetterQueues queues, MeterRegistry registry) {
        this.processing = processing;
        this.queue = queues.queueOf(AmendmentProcess.PROCESSING_GROUP);
        registry.gauge(
                "holdfast.parked.orders",
                Tags.of("process", AmendmentProcess.PROCESSING_GROUP),
                queue,
                SequencedDeadLetterQueue::amountOfSequences);
    }

    /** Tries each parked amendment once, the one that was touched longest ago first. */
    void retry() {
        processing
                .sequencedDeadLetterProcessor(AmendmentProcess.PROCESSING_GROUP)
                .ifPresent(parked -> {
                    for (long left = queue.amountOfSequences(); left > 0; left--) {
                        parked.processAny();
                    }
                });
    }
}
