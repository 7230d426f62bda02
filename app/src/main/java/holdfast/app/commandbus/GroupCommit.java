package holdfast.app.commandbus;

import holdfast.app.eventstore.AppendInDoubt;
import holdfast.app.eventstore.Turns;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Handles a group of commands, and what follows from them at once, in one transaction: one unit of work around, one
 * within for each command.
 *
 * <p>When the group cannot be appended, as when another writer was first with one of its streams, nothing of it has
 * happened, and each command is handled again in a transaction of its own. When the commit itself breaks off, nobody
 * knows: all senders are told so.
 */
final class GroupCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final TransactionManager transactions;
    private final Turns turns;
    private final NewStreams newStreams;
    private final GroupSequels sequels;
    private final LaneMetrics metrics;

    GroupCommit(
            TransactionManager transactions,
            Turns turns,
            NewStreams newStreams,
            GroupSequels sequels,
            LaneMetrics metrics) {
        this.transactions = transactions;
        this.turns = turns;
        this.newStreams = newStreams;
        this.sequels = sequels;
        this.metrics = metrics;
    }

    /**
     * Leaves each command with its result; throws nothing.
     *
     * @param lane runs what sends commands that this lane shall handle at once
     */
    void run(List<WaitingCommand<?, ?>> group, Consumer<Runnable> lane) {
        metrics.took(group);
        turns.run(() -> {
            run(group, work -> lane.accept(() -> sequels.follow(work)), true);
        });
        metrics.decided(group);
        CommandLog.decided(group);
    }

    /** Answers why the store cannot be reached, or null if it can. */
    private @Nullable CannotCreateTransactionException run(
            List<WaitingCommand<?, ?>> group, Consumer<UnitOfWork<?>> sequel, boolean followed) {
        try {
            inOneTransaction(group, followed ? sequel : sequels::leave);
        } catch (CommitBroken e) {
            LOG.error("A commit of {} commands broke off", group.size(), e);
            group.forEach(command -> command.fail(new OutcomeUnknown("The commit broke off", e)));
        } catch (CannotCreateTransactionException e) {
            // Trying each command would only keep all others waiting.
            group.forEach(command -> command.fail(e));
            return e;
        } catch (RuntimeException e) {
            if (group.size() > 1) {
                LOG.debug("A group of {} commands is handled one by one", group.size(), e);
                metrics.split();
                return oneByOne(group, sequel);
            } else if (followed) {
                // What follows may have met another writer: that is no reason to refuse the command itself.
                return run(group, sequel, false);
            } else {
                group.getFirst().fail(e);
            }
        }
        return null;
    }

    /** Until the store cannot be reached: the rest need not find that out by themselves, each after some seconds. */
    private @Nullable CannotCreateTransactionException oneByOne(
            List<WaitingCommand<?, ?>> group, Consumer<UnitOfWork<?>> sequel) {
        CannotCreateTransactionException unreachable = null;
        for (WaitingCommand<?, ?> command : group) {
            if (unreachable == null) {
                unreachable = run(List.of(command), sequel, true);
            } else {
                command.fail(unreachable);
            }
        }
        return unreachable;
    }

    private void inOneTransaction(List<WaitingCommand<?, ?>> group, Consumer<UnitOfWork<?>> sequel) {
        Around around = new Around();
        around.start();
        try {
            around.attach(transactions);
            turns.begin();
            newStreams.lookUp(group, around);
            group.forEach(WaitingCommand::handle);
            sequel.accept(around);
            metrics.timeCommit(around::commit);
        } catch (RuntimeException e) {
            if (around.isActive()) {
                around.rollback(e);
            }
            boolean unknown = e instanceof AppendInDoubt || (around.committing && !CutOff.isCauseOf(e));
            throw unknown ? new CommitBroken(e) : e;
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
