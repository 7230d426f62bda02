package holdfast.app.stock;

import holdfast.app.readmodel.ReadModel;
import holdfast.app.stock.StockRows.Hold;
import holdfast.app.stock.StockRows.HoldKey;
import holdfast.app.stock.StockRows.Level;
import holdfast.inventory.StockItemId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Fills the tables of stock from the first event on, and remembers the levels and open holds that it wrote: what is
 * neither remembered nor forgotten is not there, so that nothing has to be read back.
 */
final class StockFilling implements ReadModel.Filling {

    /** Beyond that it forgets, and reads again. */
    private static final int REMEMBERED = 200_000;

    private final StockTables tables;
    private final Map<StockItemId, Level> levels = new HashMap<>();
    private final Map<HoldKey, Hold> holds = new HashMap<>();
    private boolean begun;
    private boolean remembersAll;

    StockFilling(StockTables tables) {
        this.tables = tables;
    }

    @Override
    public void write(List<TrackedEventMessage<?>> events) {
        if (!begun) {
            begun = true;
            remembersAll = tables.areEmpty();
        }
        StockBatch batch = new StockBatch();
        events.forEach(batch::add);
        tables.writeDefinitions(batch.definitions());
        tables.markLow(batch.definitions());
        if (!batch.isOnlyDefinitions()) {
            StockFold fold = new StockFold(
                    known(levels, batch.items(), tables::levels), known(holds, batch.holds(), tables::holds));
            StockRows.Changes changes = batch.foldInto(fold);
            tables.write(changes);
            remember(changes);
        }
    }

    private <K, V> Map<K, V> known(
            Map<K, V> remembered, Collection<K> wanted, Function<Collection<K>, Map<K, V>> stored) {
        Map<K, V> known = new HashMap<>();
        List<K> forgotten = new ArrayList<>();
        for (K key : wanted) {
            V value = remembered.get(key);
            if (value != null) {
                known.put(key, value);
            } else if (!remembersAll) {
                forgotten.add(key);
            }
        }
        if (!forgotten.isEmpty()) {
            known.putAll(stored.apply(forgotten));
        }
        return known;
    }

    private void remember(StockRows.Changes changes) {
        levels.putAll(changes.levels());
        holds.putAll(changes.holds());
        changes.ended().forEach(holds::remove);
        if (levels.size() + holds.size() > REMEMBERED) {
            levels.clear();
            holds.clear();
            remembersAll = false;
        }
    }
}
