package holdfast.app.commandbus;

import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a group of commands in one transaction: one unit of work around, one within for each command.
 *
 * <p>When the group cannot be appended, as when another writer was first with one of its streams, nothing of it has
 * happened, and each command is handled again in a transaction of its own. When the commit itself breaks off, nobody
 * knows: all senders are told so.
 */
final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final TransactionManager transactions;
    private final LaneMetrics metrics;

    GroupCommit(TransactionManager transactions, LaneMetrics metrics) {
        this.transactions = transactions;
        this.metrics = metrics;
    }

    /** Leaves each command with its result; throws nothing. */
    void run(List<WaitingCommand<?, ?>> group) {
        metrics.took(group);
        try {
            inOneTransaction(group);
        } catch (CommitBroken e) {
            LOG.error("A commit of {} commands broke off", group.size(), e);
            group.forEach(command -> command.fail(new OutcomeUnknown("The commit broke off", e)));
        } catch (RuntimeException e) {
            runEach(group, e);
        }
    }

    private void runEach(List<WaitingCommand<?, ?>> group, RuntimeException failure) {
        if (group.size() == 1) {
            group.getFirst().fail(failure);
            return;
        }
        LOG.debug("A group of {} commands is handled one by one", group.size(), failure);
        metrics.split();
        group.forEach(command -> run(List.of(command)));
    }

    private void inOneTransaction(List<WaitingCommand<?, ?>> group) {
        Around around = new Around();
        around.start();
        try {
            around.attach(transactions);
            group.forEach(WaitingCommand::handle);
            metrics.timeCommit(around::commit);
        } catch (RuntimeException e) {
            if (around.isActive()) {
                around.rollback(e);
            }
            throw around.committing ? new CommitBroken(e) : e;
        }
    }

    /** The unit of work around a group; it knows whether the commit had begun. */
    private static final class Around extends DefaultUnitOfWork<CommandMessage<?>> {

        private boolean committing;

        private Around() {
            super(null);
        }

        /** What is registered last is called first: so this knows of the commit just before the transaction does. */
        private void attach(TransactionManager transactions) {
            attachTransaction(transactions);
            onCommit(work -> committing = true);
        }
    }

    /** From here on nobody knows whether the database committed. */
    private static final class CommitBroken extends RuntimeException {
        private CommitBroken(Throwable cause) {
            super(cause);
        }
    }
}
