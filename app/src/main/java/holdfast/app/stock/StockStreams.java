package holdfast.app.stock;

import holdfast.app.eventstore.EventStreams;
import holdfast.app.eventstore.StreamKind;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.snapshots.SnapshotTypes;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The committed state of SKUs and their locations, now and at any past version. */
@Component
class StockStreams {

    private final EventStreams<StockDefinitionState, StockDefinitionEvent> definitions;
    private final EventStreams<StockItemState, StockEvent> items;
    private final EventStore store;
    private final JdbcClient jdbc;

    StockStreams(StreamReaders readers, EventStore store, JdbcClient jdbc) {
        this.store = store;
        this.jdbc = jdbc;
        definitions = readers.reader(new StreamKind<>(
                StockDefinitionEvent.class,
                StockDefinitionState.NONE,
                StockDefinitionState::evolve,
                StockDefinitionState::version,
                StockDefinitionEvent::at));
        items = readers.reader(new StreamKind<>(
                StockEvent.class,
                StockItemState.NONE,
                StockItemState::evolve,
                StockItemState::version,
                StockEvent::at,
                SnapshotTypes.STOCK_ITEM));
    }

    /** The definition as it is; with version 0 when nobody defined the SKU. */
    StockDefinitionState definition(String sku) {
        return definitions.head(new SkuId(sku).toString());
    }

    StockDefinitionState definition(String sku, long version) {
        return definitions.at(new SkuId(sku).toString(), version);
    }

    /** The definition as of a time, which includes what happened at it. */
    StockDefinitionState definition(String sku, Instant time) {
        return definitions.until(new SkuId(sku).toString(), time);
    }

    /** The stock as it is; with version 0 where nothing ever arrived. */
    StockItemState item(StockItemId id) {
        return items.head(id.toString());
    }

    StockItemState item(StockItemId id, long version) {
        return items.at(id.toString(), version);
    }

    /** The stock as of a time, which includes what happened at it. */
    StockItemState item(StockItemId id, Instant time) {
        return items.until(id.toString(), time);
    }

    /** When a version of a stock item came to be; empty when there is none yet. */
    Optional<Instant> timeOf(StockItemId id, long version) {
        return store.readEvents(id.toString(), version - 1)
                .asStream()
                .findFirst()
                .map(event -> ((StockEvent) event.getPayload()).at());
    }

    /** The version by which goods arrived that left another location at a version of its stream. */
    Optional<Long> arrival(StockItemId to, String from, long outVersion, long after) {
        if (item(to).transfers().lastArrivedFrom(from) < outVersion) {
            return Optional.empty();
        }
        return store.readEvents(to.toString(), after)
                .asStream()
                .filter(event -> event.getPayload() instanceof StockTransferredIn in
                        && in.from().equals(from)
                        && in.outVersion() == outVersion)
                .findFirst()
                .map(event -> event.getSequenceNumber() + 1);
    }

    /** The locations that ever had the SKU, by name; of the committed head, like everything here. */
    List<String> locations(String sku) {
        // "A" is the character after "@": the range holds exactly the ids that begin with "sku@".
        return jdbc
                .sql("select aggregate_id from domain_event where sequence_number = 0"
                        + " and aggregate_id collate \"C\" >= ? and aggregate_id collate \"C\" < ?"
                        + " order by aggregate_id collate \"C\"")
                .params(sku + "@", sku + "A")
                .query(String.class)
                .list()
                .stream()
                .map(id -> StockItemId.parse(id).location())
                .toList();
    }
}
