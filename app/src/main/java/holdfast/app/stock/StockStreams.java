package holdfast.app.stock;

import holdfast.app.eventstore.EventStreams;
import holdfast.app.eventstore.StreamReaders;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockEvent;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The committed state of SKUs and their locations, now and at any past version. */
@Component
class StockStreams {

    private final EventStreams<StockDefinitionState, StockDefinitionEvent> definitions;
    private final EventStreams<StockItemState, StockEvent> items;
    private final JdbcClient jdbc;

    StockStreams(StreamReaders readers, JdbcClient jdbc) {
        this.jdbc = jdbc;
        definitions = readers.reader(
                StockDefinitionEvent.class,
                StockDefinitionState.NONE,
                StockDefinitionState::evolve,
                StockDefinitionState::version);
        items = readers.reader(StockEvent.class, StockItemState.NONE, StockItemState::evolve, StockItemState::version);
    }

    /** The definition as it is; with version 0 when nobody defined the SKU. */
    StockDefinitionState definition(String sku) {
        return definitions.head(new SkuId(sku).toString());
    }

    StockDefinitionState definition(String sku, long version) {
        return definitions.at(new SkuId(sku).toString(), version);
    }

    /** The stock as it is; with version 0 where nothing ever arrived. */
    StockItemState item(StockItemId id) {
        return items.head(id.toString());
    }

    StockItemState item(StockItemId id, long version) {
        return items.at(id.toString(), version);
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
