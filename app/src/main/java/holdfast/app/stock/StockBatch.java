package holdfast.app.stock;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.stock.StockRows.Definition;
import holdfast.app.stock.StockRows.HoldKey;
import holdfast.inventory.StockDefinitionEvent.StockDefined;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockItemId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Collects the events of a batch; of the definitions of a SKU the last one counts. */
final class StockBatch {

    private record Positioned(long position, StockEvent event) {}

    private final List<Positioned> events = new ArrayList<>();
    private final Map<String, Definition> definitions = new TreeMap<>();
    private final Set<StockItemId> items = new HashSet<>();
    private final Set<HoldKey> holds = new HashSet<>();

    void add(TrackedEventMessage<?> message) {
        switch (message.getPayload()) {
            case StockEvent event -> add(CommittedEvents.positionOf(message.trackingToken()), event);
            case StockDefined defined ->
                definitions.put(
                        defined.sku(),
                        new Definition(defined, ((DomainEventMessage<?>) message).getSequenceNumber() + 1));
            default -> throw new IllegalArgumentException("Not about stock: " + message.getPayloadType());
        }
    }

    private void add(long position, StockEvent event) {
        events.add(new Positioned(position, event));
        items.add(event.item());
        StockFold.holdersOf(event).forEach(holder -> holds.add(new HoldKey(event.item(), holder)));
    }

    Collection<Definition> definitions() {
        return definitions.values();
    }

    /** The items that the events are about. */
    Set<StockItemId> items() {
        return items;
    }

    /** The holds that they may change. */
    Set<HoldKey> holds() {
        return holds;
    }

    boolean isOnlyDefinitions() {
        return events.isEmpty();
    }

    /** Folds the events into what the tables have to be after them. */
    StockRows.Changes foldInto(StockFold fold) {
        events.forEach(each -> fold.add(each.position(), each.event()));
        return fold.changes();
    }
}
