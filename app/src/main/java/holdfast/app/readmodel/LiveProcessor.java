package holdfast.app.readmodel;

import holdfast.app.eventstore.StoredTokens;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Where the processor of the live tables is, and how to keep it there for a moment, on whichever node it runs. */
@Component
class LiveProcessor {

    private final StoredTokens tokens;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    LiveProcessor(StoredTokens tokens, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The position that its tables are exactly as of. */
    long position(String name) {
        return tokens.positionOf(name);
    }

    /**
     * Calls in a transaction of its own, while no batch of the processor can be under way: each begins to commit by moving
     * its token, and waits there.
     */
    void whileHeld(String name, LongConsumer call) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select segment from token_entry where processor_name = ? for update")
                    .param(name)
                    .query(Integer.class)
                    .list();
            call.accept(position(name));
        });
    }
}
