package holdfast.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

class PatientTransactionsTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final Transaction begun = new Transaction() {
        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    };

    private final TransactionManager backAtTheThirdAttempt = () -> {
        if (attempts.incrementAndGet() < 3) {
            throw new CannotCreateTransactionException("gone");
        }
        return begun;
    };

    @Test
    void begin_when_the_store_is_back() {
        assertThat(new PatientTransactions(backAtTheThirdAttempt, () -> true).startTransaction())
                .isSameAs(begun);
    }

    @Test
    void do_not_wait_when_the_service_ends() {
        PatientTransactions ending = new PatientTransactions(backAtTheThirdAttempt, () -> false);

        assertThatThrownBy(ending::startTransaction).isInstanceOf(CannotCreateTransactionException.class);
        assertThat(attempts).hasValue(1);
    }
}
