package holdfast.app.races;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;

/** Cuts a service off from its store at the commit of the first transaction that stores something. */
final class Death implements BeanPostProcessor {

    /** The commit of the first transaction that stores an event of a type. */
    record Boundary(String event, boolean committed) {

        @Override
        public String toString() {
            return (committed ? "after the commit of " : "before the commit of ") + event;
        }
    }

    private static final String STORED = "select exists (select 1 from domain_event where position > ?"
            + " and payload_type = ? and xmin = pg_current_xact_id_if_assigned()::xid)";

    private volatile @Nullable Boundary boundary;
    private volatile long armedAt;
    private volatile boolean come;
    private @Nullable JdbcClient jdbc;
    private @Nullable JdbcClient witness;

    void arm(Boundary next, long position) {
        armedAt = position;
        boundary = next;
    }

    boolean hasCome() {
        return come;
    }

    /** Sees the store whatever has come. */
    JdbcClient witness() {
        return Objects.requireNonNull(witness);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource pool) {
            DataSource mortal = new MortalConnections(pool);
            jdbc = JdbcClient.create(mortal);
            witness = JdbcClient.create(pool);
            return mortal;
        }
        return bean instanceof PlatformTransactionManager transactions ? new MortalTransactions(transactions) : bean;
    }

    private synchronized boolean isHere(TransactionStatus transaction, boolean committed) {
        Boundary here = boundary;
        return here != null
                && jdbc != null
                && here.committed() == committed
                && transaction.isNewTransaction()
                && !transaction.isRollbackOnly()
                && jdbc.sql(STORED)
                        .params(armedAt, here.event())
                        .query(Boolean.class)
                        .single();
    }

    private final class MortalConnections extends DelegatingDataSource {

        private MortalConnections(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (come) {
                throw new SQLNonTransientConnectionException("Dead, for a test");
            }
            return super.getConnection();
        }
    }

    private final class MortalTransactions implements PlatformTransactionManager {

        private final PlatformTransactionManager real;

        private MortalTransactions(PlatformTransactionManager real) {
            this.real = real;
        }

        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition)
                throws TransactionException {
            if (come) {
                throw new CannotCreateTransactionException("Dead, for a test");
            }
            return real.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus transaction) throws TransactionException {
            if (come || isHere(transaction, false)) {
                come = true;
                real.rollback(transaction);
                throw new TransactionSystemException("Dead, for a test");
            }
            boolean last = isHere(transaction, true);
            real.commit(transaction);
            if (last) {
                come = true;
                throw new TransactionSystemException("Dead, for a test");
            }
        }

        @Override
        public void rollback(TransactionStatus transaction) throws TransactionException {
            real.rollback(transaction);
        }
    }
}
