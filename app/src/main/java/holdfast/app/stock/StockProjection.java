package holdfast.app.stock;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.stock.StockRows.Definition;
import holdfast.app.stock.StockRows.HoldKey;
import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockDefinitionEvent.StockDefined;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.TrackingToken;
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
class StockProjection {

    static final String PROCESSING_GROUP = "stock";
    private static final String BATCH = StockProjection.class.getName();

    private record Positioned(long position, StockEvent event) {}

    /** What a batch is about; of the definitions of a SKU the last one counts. */
    private record Batch(List<Positioned> events, Map<String, Definition> definitions) {}

    private final StockTables tables;

    StockProjection(StockTables tables) {
        this.tables = tables;
    }

    @EventHandler
    void on(StockEvent event, TrackingToken token, UnitOfWork<?> work) {
        batch(work).events().add(new Positioned(CommittedEvents.positionOf(token), event));
    }

    @EventHandler
    void on(StockDefinitionEvent event, @SequenceNumber long sequence, UnitOfWork<?> work) {
        switch (event) {
            case StockDefined e -> batch(work).definitions().put(e.sku(), new Definition(e, sequence + 1));
        }
    }

    private Batch batch(UnitOfWork<?> work) {
        return work.getOrComputeResource(BATCH, _ -> {
            Batch batch = new Batch(new ArrayList<>(), new TreeMap<>());
            work.onPrepareCommit(_ -> write(batch));
            return batch;
        });
    }

    private void write(Batch batch) {
        tables.waitForNoDisk();
        tables.writeDefinitions(batch.definitions().values());
        tables.markLow(batch.definitions().values());
        if (!batch.events().isEmpty()) {
            write(batch.events());
        }
    }

    private void write(List<Positioned> events) {
        Set<StockItemId> items =
                events.stream().map(each -> each.event().item()).collect(Collectors.toSet());
        StockFold fold = new StockFold(tables.levels(items), tables.holds(holdsOf(events)));
        events.forEach(each -> fold.add(each.position(), each.event()));
        tables.write(fold.changes());
    }

    private static Set<HoldKey> holdsOf(List<Positioned> events) {
        Set<HoldKey> keys = new TreeSet<>();
        for (Positioned each : events) {
            for (String holder : StockFold.holdersOf(each.event())) {
                keys.add(new HoldKey(each.event().item(), holder));
            }
        }
        return keys;
    }

    @ResetHandler
    void reset() {
        tables.clear();
    }
}
