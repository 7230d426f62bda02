package holdfast.app.stock;

import holdfast.app.readmodel.ReadModel;
import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockEvent;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Keeps the definitions, levels, holds and movements of stock as tables.
 *
 * <p>A batch of events is folded in memory and written as a whole, with its token: a few statements however many events
 * there are. Only one batch is ever under way, since the processor has one segment, whose claim the token proves.
 */
@Component
@ProcessingGroup(StockProjection.PROCESSING_GROUP)
class StockProjection implements ReadModel {

    static final String PROCESSING_GROUP = "stock";
    private static final String BATCH = StockProjection.class.getName();

    private final StockTables tables;

    StockProjection(StockTables tables) {
        this.tables = tables;
    }

    @EventHandler
    void on(StockEvent event, TrackedEventMessage<?> message, UnitOfWork<?> work) {
        batch(work).add(message);
    }

    @EventHandler
    void on(StockDefinitionEvent event, TrackedEventMessage<?> message, UnitOfWork<?> work) {
        batch(work).add(message);
    }

    private StockBatch batch(UnitOfWork<?> work) {
        return work.getOrComputeResource(BATCH, _ -> {
            StockBatch batch = new StockBatch();
            work.onPrepareCommit(_ -> write(batch));
            return batch;
        });
    }

    @Override
    public String name() {
        return PROCESSING_GROUP;
    }

    @Override
    public List<String> tables() {
        return List.of("stock_definition", "stock_level", "stock_hold", "movement");
    }

    @Override
    public Filling fill() {
        return new StockFilling(tables);
    }

    private void write(StockBatch batch) {
        tables.waitForNoDisk();
        tables.writeDefinitions(batch.definitions());
        tables.markLow(batch.definitions());
        if (!batch.isOnlyDefinitions()) {
            StockFold fold = new StockFold(tables.levels(batch.items()), tables.holds(batch.holds()));
            tables.write(batch.foldInto(fold));
        }
    }
}
