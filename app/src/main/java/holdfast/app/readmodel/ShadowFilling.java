package holdfast.app.readmodel;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.processors.Follower;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills the new tables of a read model with what its events make of them, in big batches.
 *
 * <p>Each batch is committed with the position that it reached, whatever the caller's own transaction comes to.
 */
final class ShadowFilling {

    private final ReadModel model;
    private final Follower follower;
    private final CommittedEvents events;
    private final ShadowTables tables;
    private final RebuildRecords records;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ReadModel.Filling filling;
    private final int batch;
    private long position;

    ShadowFilling(
            ReadModel model,
            Follower follower,
            CommittedEvents events,
            ShadowTables tables,
            RebuildRecords records,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            int batch,
            long position) {
        this.model = model;
        this.follower = follower;
        this.events = events;
        this.tables = tables;
        this.records = records;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.filling = model.fill();
        this.batch = batch;
        this.position = position;
    }

    long position() {
        return position;
    }

    /** Takes in all events up to a position. */
    void fillUntil(long target) {
        fillUntil(target, () -> false);
    }

    /** Takes in all events up to a position, unless it is told to stop on the way. */
    void fillUntil(long target, BooleanSupplier stopping) {
        if (target <= position) {
            return;
        }
        EventPages pages = new EventPages(events, follower.aggregateTypes(), batch, position, target);
        for (List<TrackedEventMessage<?>> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            if (stopping.getAsBoolean()) {
                return;
            }
            write(page, CommittedEvents.positionOf(page.getLast().trackingToken()));
        }
        write(List.of(), target);
    }

    private void write(List<TrackedEventMessage<?>> page, long reached) {
        transaction.executeWithoutResult(_ -> {
            // What a power cut takes back is taken back with its position.
            jdbc.sql("set local synchronous_commit to off").update();
            tables.use(model);
            if (!page.isEmpty()) {
                filling.write(page);
            }
            records.reach(model.name(), position, reached);
        });
        position = reached;
    }
}
