package holdfast.app.readmodel;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.processors.Follower;
import holdfast.app.processors.Processors;
import holdfast.app.readmodel.Rebuild.Phase;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a rebuild from wherever it is to its end.
 *
 * <p>Each phase ends in a transaction that says so; the live tables are untouched until the one that swaps them.
 */
@Component
class Rebuilding {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);

    /** So few events can be taken in while the live processor waits. */
    private static final long SMALL_GAP = 2_000;

    private final Processors processors;
    private final LiveProcessor live;
    private final ShadowTables tables;
    private final TableSwap swap;
    private final SnapshotComparison comparison;
    private final RebuildRecords records;
    private final CommittedEvents events;
    private final JdbcClient jdbc;
    private final RebuildSettings settings;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate transaction;

    Rebuilding(
            Processors processors,
            LiveProcessor live,
            ShadowTables tables,
            TableSwap swap,
            SnapshotComparison comparison,
            RebuildRecords records,
            CommittedEvents events,
            JdbcClient jdbc,
            RebuildSettings settings,
            PlatformTransactionManager transactions) {
        this.processors = processors;
        this.live = live;
        this.tables = tables;
        this.swap = swap;
        this.comparison = comparison;
        this.records = records;
        this.events = events;
        this.jdbc = jdbc;
        this.settings = settings;
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Answers whether the rebuild is over: it is not when it was told to stop. */
    boolean run(ReadModel model, BooleanSupplier stopping) {
        try {
            records.beginAgainInAnotherSchema(model.name());
            Phase phase = record(model).phase();
            while (!phase.isOver() && !stopping.getAsBoolean()) {
                step(model, phase, stopping);
                phase = record(model).phase();
            }
            return phase.isOver();
        } catch (RuntimeException failure) {
            if (stopping.getAsBoolean()) {
                throw failure; // it goes on with the next start
            }
            giveUp(model, failure);
            return true;
        }
    }

    private Rebuild record(ReadModel model) {
        return records.find(model.name()).orElseThrow();
    }

    private void step(ReadModel model, Phase phase, BooleanSupplier stopping) {
        switch (phase) {
            case REQUESTED -> enter(model, Phase.FILLING, () -> tables.create(model));
            case FILLING -> fill(model, stopping);
            case INDEXING -> index(model);
            case COMPARING -> compare(model, stopping);
            case SWAPPING -> swap(model, stopping);
            case CLEANING -> enter(model, Phase.DONE, () -> tables.drop(model));
            case DONE, FAILED -> throw new IllegalStateException("It is over");
        }
    }

    private void enter(ReadModel model, Phase next, Runnable work) {
        transaction.executeWithoutResult(_ -> {
            work.run();
            records.enter(model.name(), next);
        });
    }

    private ShadowFilling filling(ReadModel model) {
        Follower follower = processors.named(model.name()).orElseThrow();
        long position = record(model).position();
        return new ShadowFilling(
                model, follower, events, tables, records, jdbc, transactions, settings.batch(), position);
    }

    private void fill(ReadModel model, BooleanSupplier stopping) {
        closeIn(filling(model), model, stopping);
        if (!stopping.getAsBoolean()) {
            records.enter(model.name(), Phase.INDEXING);
        }
    }

    /** The live tables are never passed: what is to take their place must be as of the same position. */
    private void closeIn(ShadowFilling filling, ReadModel model, BooleanSupplier stopping) {
        long target;
        do {
            target = live.position(model.name());
            filling.fillUntil(target, stopping);
        } while (live.position(model.name()) - target > SMALL_GAP && !stopping.getAsBoolean());
    }

    private void index(ReadModel model) {
        transaction.executeWithoutResult(_ -> tables.index(model));
        enter(model, Phase.COMPARING, () -> tables.analyze(model));
    }

    private void compare(ReadModel model, BooleanSupplier stopping) {
        ShadowFilling filling = filling(model);
        closeIn(filling, model, stopping);
        if (stopping.getAsBoolean()) {
            return;
        }
        List<Rebuild.Difference> differences = comparison.compare(model, filling::fillUntil);
        if (!differences.isEmpty()) {
            LOG.warn("The live tables of {} were not as the events say: {}", model.name(), differences);
        }
        enter(model, Phase.SWAPPING, () -> records.differ(model.name(), differences));
    }

    private void swap(ReadModel model, BooleanSupplier stopping) {
        ShadowFilling filling = filling(model);
        closeIn(filling, model, stopping);
        swap.run(model, stopping, filling::fillUntil);
    }

    private void giveUp(ReadModel model, RuntimeException failure) {
        LOG.error("The rebuild of {} is given up; the live tables are as they were", model.name(), failure);
        transaction.executeWithoutResult(_ -> {
            tables.drop(model);
            records.fail(model.name(), failure.toString());
        });
    }
}
