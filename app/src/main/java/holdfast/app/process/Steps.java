package holdfast.app.process;

import holdfast.app.commandbus.CommandMetaData;
import holdfast.app.commandbus.Commands;
import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.commandbus.Overloaded;
import holdfast.app.tracing.Step;
import holdfast.app.tracing.Traces;
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

/**
 * Takes the steps that follow from events; their commands keep who caused the event, and in which trace.
 *
 * <p>A step that fails is tried a few times, unless it is the store itself that does.
 */
@Component
public class Steps {

    static final int ATTEMPTS = 3;

    private static final long FIRST_PAUSE_MILLIS = 25;

    private final List<CorrelationDataProvider> correlation;
    private final Traces traces;

    Steps(List<CorrelationDataProvider> correlation, Traces traces) {
        this.correlation = correlation;
        this.traces = traces;
    }

    /** Without a second attempt. */
    public <R> R once(EventMessage<?> cause, Supplier<R> step) {
        MetaData origin = originOf(cause);
        try (Step span = begin(cause, origin)) {
            String context = span.context();
            MetaData from = context == null ? origin : origin.and(CommandMetaData.TRACE_PARENT, context);
            return ScopedValue.where(Commands.ORIGIN, from).call(step::get);
        }
    }

    /** What is done is a part of the trace of the event, however long ago that was. */
    private Step begin(EventMessage<?> cause, MetaData origin) {
        return traces.areCollected()
                ? traces.begin("after " + cause.getPayloadType().getSimpleName(), (String)
                        origin.get(CommandMetaData.TRACE_PARENT))
                : Step.NONE;
    }

    <R> R take(EventMessage<?> cause, Supplier<R> step) {
        return once(cause, () -> withRetries(step));
    }

    private MetaData originOf(EventMessage<?> event) {
        Map<String, Object> origin = new HashMap<>();
        correlation.forEach(provider -> origin.putAll(provider.correlationDataFor(event)));
        return MetaData.from(origin);
    }

    private static <R> R withRetries(Supplier<R> step) {
        for (int attempt = 1; ; attempt++) {
            try {
                return step.get();
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
    static boolean isOfTheStore(RuntimeException failure) {
        return failure instanceof OutcomeUnknown
                || failure instanceof Overloaded
                || failure instanceof DataAccessException
                || failure instanceof TransactionException;
    }
}
