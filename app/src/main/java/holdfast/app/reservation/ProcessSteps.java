package holdfast.app.reservation;

import holdfast.app.commandbus.CommandMetaData;
import holdfast.app.commandbus.Commands;
import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.commandbus.Overloaded;
import holdfast.app.tracing.Step;
import holdfast.app.tracing.Traces;
import holdfast.order.OrderEvent.AffectsStock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Runs the steps of the reservation process: a few times when one fails, unless it is the store itself that does. */
@Component
class ProcessSteps {

    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 25;

    private final ReservationProcess process;
    private final List<CorrelationDataProvider> correlation;
    private final Traces traces;

    ProcessSteps(ReservationProcess process, List<CorrelationDataProvider> correlation, Traces traces) {
        this.process = process;
        this.correlation = correlation;
        this.traces = traces;
    }

    /** The commands of the step keep who caused the event, and in which trace. */
    DeadlineChange run(EventMessage<?> event) {
        return fromOrigin(event, () -> runWithRetries(event));
    }

    /** Without a second attempt. */
    DeadlineChange runOnce(EventMessage<?> event) {
        return fromOrigin(event, () -> process.on((AffectsStock) event.getPayload()));
    }

    private DeadlineChange fromOrigin(EventMessage<?> event, Supplier<DeadlineChange> work) {
        MetaData origin = originOf(event);
        try (Step step = begin(event, origin)) {
            String context = step.context();
            MetaData from = context == null ? origin : origin.and(CommandMetaData.TRACE_PARENT, context);
            return ScopedValue.where(Commands.ORIGIN, from).call(work::get);
        }
    }

    private Step begin(EventMessage<?> event, MetaData origin) {
        return traces.areCollected()
                ? traces.begin("reservation " + event.getPayloadType().getSimpleName(), (String)
                        origin.get(CommandMetaData.TRACE_PARENT))
                : Step.NONE;
    }

    private MetaData originOf(EventMessage<?> event) {
        Map<String, Object> origin = new HashMap<>();
        correlation.forEach(provider -> origin.putAll(provider.correlationDataFor(event)));
        return MetaData.from(origin);
    }

    private DeadlineChange runWithRetries(EventMessage<?> event) {
        for (int attempt = 1; ; attempt++) {
            try {
                return process.on((AffectsStock) event.getPayload());
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || isOfTheStore(failure)) {
                    throw failure;
                }
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << (2 * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the store fails nothing is parked: the processor stops there and begins the batch again. */
    static void rethrowOfTheStore(RuntimeException failure) {
        if (isOfTheStore(failure)) {
            throw failure;
        }
    }

    private static boolean isOfTheStore(RuntimeException failure) {
        return failure instanceof OutcomeUnknown
                || failure instanceof Overloaded
                || failure instanceof DataAccessException
                || failure instanceof TransactionException;
    }
}
