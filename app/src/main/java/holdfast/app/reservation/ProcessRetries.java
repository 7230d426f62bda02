package holdfast.app.reservation;

import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.commandbus.Overloaded;
import holdfast.order.OrderEvent;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tries a step of the process a few times, unless it is the store itself that fails. */
final class ProcessRetries {

    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 25;

    private ProcessRetries() {}

    static DeadlineChange run(ReservationProcess process, EventMessage<?> event) {
        for (int attempt = 1; ; attempt++) {
            try {
                return process.on((OrderEvent) event.getPayload());
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
