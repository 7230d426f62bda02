package holdfast.app.reservation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tries what could not be handled again, every 30 seconds and whenever somebody asks for it.
 *
 * <p>How many orders and amendments wait is told by the gauge {@code holdfast.parked.orders}, for each process.
 */
@Component
public class ParkedEvents {

    private static final long PERIOD_SECONDS = 30;

    private final Configuration configuration;
    private final DeadLetterQueues queues;

    ParkedEvents(Configuration configuration, DeadLetterQueues queues, MeterRegistry meters) {
        this.configuration = configuration;
        this.queues = queues;
        measure(ReservationSaga.PROCESSING_GROUP, meters);
        measure(AmendmentProcess.PROCESSING_GROUP, meters);
    }

    private void measure(String process, MeterRegistry meters) {
        Gauge.builder("holdfast.parked.orders", () -> parked(process))
                .description("Orders whose events wait until they can be handled")
                .tag("process", process)
                .register(meters);
    }

    /** How many orders, or amendments, of a process wait. */
    long parked(String process) {
        return queues.queueOf(process).amountOfSequences();
    }

    /** Tries each order that waits once, its events in their order until one fails again. */
    @Scheduled(initialDelay = PERIOD_SECONDS, fixedDelay = PERIOD_SECONDS, timeUnit = TimeUnit.SECONDS)
    public void retry() {
        EventProcessingConfiguration processing = configuration.eventProcessingConfiguration();
        retry(ReservationSaga.PROCESSING_GROUP, (ParkingSagaManager)
                processing.sagaConfiguration(ReservationSaga.class).manager());
        processing
                .sequencedDeadLetterProcessor(AmendmentProcess.PROCESSING_GROUP)
                .ifPresent(amendments -> retry(AmendmentProcess.PROCESSING_GROUP, amendments));
    }

    /** The one that was touched longest ago comes first, so one that fails each time is in nobody's way. */
    private void retry(String process, SequencedDeadLetterProcessor<EventMessage<?>> processor) {
        for (long left = parked(process); left > 0; left--) {
            processor.processAny();
        }
    }
}
