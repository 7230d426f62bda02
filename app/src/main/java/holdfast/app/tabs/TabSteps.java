package holdfast.app.tabs;

import holdfast.app.commandbus.Commands;
import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.commandbus.Overloaded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Runs the steps of the process of tabs: a few times when one fails, unless it is the store itself that does. */
@Component
class TabSteps {

    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 25;

    private final TabProcess process;
    private final List<CorrelationDataProvider> correlation;

    TabSteps(TabProcess process, List<CorrelationDataProvider> correlation) {
        this.process = process;
        this.correlation = correlation;
    }

    /** The commands of the step keep who caused the event, and in which trace. */
    void run(String tab, EventMessage<?> event) {
        ScopedValue.where(Commands.ORIGIN, originOf(event)).run(() -> runWithRetries(tab, event));
    }

    private MetaData originOf(EventMessage<?> event) {
        Map<String, Object> origin = new HashMap<>();
        correlation.forEach(provider -> origin.putAll(provider.correlationDataFor(event)));
        return MetaData.from(origin);
    }

    private void runWithRetries(String tab, EventMessage<?> event) {
        for (int attempt = 1; ; attempt++) {
            try {
                process.on(tab, event.getPayload());
                return;
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
