package holdfast.app.eventstore;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Begins the transactions of processors: while the store cannot be reached they wait for it, and go on when it is back.
 *
 * <p>Told of the failure, they would pause before each attempt twice as long as before the last one, up to a minute.
 */
final class PatientTransactions implements TransactionManager {

    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(250).toNanos();

    private final TransactionManager transactions;
    private final BooleanSupplier waiting;

    /**
     * For as long as it makes sense.
     *
     * @param waiting whether it still does
     */
    PatientTransactions(TransactionManager transactions, BooleanSupplier waiting) {
        this.transactions = transactions;
        this.waiting = waiting;
    }

    @Override
    public Transaction startTransaction() {
        while (true) {
            try {
                return transactions.startTransaction();
            } catch (CannotCreateTransactionException unreachable) {
                if (!waiting.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                    throw unreachable;
                }
                LockSupport.parkNanos(ASK_AGAIN_NANOS);
            }
        }
    }
}
