package holdfast.app.stock;

import holdfast.app.api.problem.ProblemType;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Reads SKUs as they are committed, or as of the versions of their streams. */
@Component
class StockReader {

    private final StockStreams streams;
    private final Clock clock;

    StockReader(StockStreams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /** The SKU as it is now; a {@code not-found} problem when nobody defined it. */
    StockBody current(String sku) {
        StockDefinitionState definition = streams.definition(sku);
        if (definition.version() == 0) {
            throw ProblemType.NOT_FOUND
                    .because("SKU " + sku + " is not defined.")
                    .exception();
        }
        return StockBody.of(definition, items(sku), clock.instant());
    }

    private Map<String, StockItemState> items(String sku) {
        Map<String, StockItemState> items = new TreeMap<>();
        streams.locations(sku).forEach(location -> items.put(location, streams.item(new StockItemId(sku, location))));
        return items;
    }

    /** The SKU as of the versions of its streams, seen at a time. */
    StockBody past(String sku, long definition, Map<String, Long> locations, Instant time) {
        Map<String, StockItemState> items = new TreeMap<>();
        locations.forEach(
                (location, version) -> items.put(location, streams.item(new StockItemId(sku, location), version)));
        return StockBody.of(streams.definition(sku, definition), items, time);
    }

    long definitionVersion(String sku) {
        return streams.definition(sku).version();
    }

    /** The version of each location. */
    Map<String, Long> locationVersions(String sku) {
        Map<String, Long> versions = new TreeMap<>();
        items(sku).forEach((location, item) -> versions.put(location, item.version()));
        return versions;
    }
}
