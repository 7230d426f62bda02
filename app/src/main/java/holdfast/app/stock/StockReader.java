package holdfast.app.stock;

import holdfast.app.api.problem.ProblemType;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
        StockDefinitionState definition = defined(sku, streams.definition(sku));
        return StockBody.of(definition, closed(sku, items(sku)), clock.instant());
    }

    private static StockDefinitionState defined(String sku, StockDefinitionState definition) {
        if (definition.version() == 0) {
            throw ProblemType.NOT_FOUND
                    .because("SKU " + sku + " is not defined.")
                    .exception();
        }
        return definition;
    }

    /** The SKU as it was at a time, which includes what happened at it. */
    StockBody at(String sku, Instant time) {
        StockDefinitionState definition = defined(sku, streams.definition(sku, time));
        return StockBody.of(definition, closed(sku, items(sku, time)), time);
    }

    /** The SKU as it was when one of its locations came to a version. */
    StockBody at(StockItemId item, long version) {
        String sku = item.sku();
        Instant time = streams.timeOf(item, version)
                .orElseThrow(() -> ProblemType.NOT_FOUND
                        .because("There is no version " + version + " of " + item + ".")
                        .exception());
        Map<String, StockItemState> items = items(sku, time);
        items.put(item.location(), streams.item(item, version));
        StockDefinitionState definition = streams.definition(sku, time);
        return StockBody.of(
                definition.version() == 0 ? streams.definition(sku, 1) : definition, closed(sku, items), time);
    }

    private Map<String, StockItemState> items(String sku) {
        return items(sku, streams::item);
    }

    private Map<String, StockItemState> items(String sku, Instant time) {
        Map<String, StockItemState> items = items(sku, item -> streams.item(item, time));
        items.values().removeIf(item -> item.version() == 0);
        return items;
    }

    private Map<String, StockItemState> items(String sku, Function<StockItemId, StockItemState> stateOf) {
        Map<String, StockItemState> items = new TreeMap<>();
        streams.locations(sku).forEach(location -> items.put(location, stateOf.apply(new StockItemId(sku, location))));
        return items;
    }

    /**
     * Streams are read one after the other: where goods are seen to have arrived, the stream that sent them is read again
     * up to the version at which they left. So they are never seen at both ends, and what is in transit is exact.
     */
    private Map<String, StockItemState> closed(String sku, Map<String, StockItemState> items) {
        boolean raised = true;
        while (raised) {
            raised = false;
            for (StockItemState item : List.copyOf(items.values())) {
                for (Map.Entry<String, Long> sent : item.transfers().lastFrom().entrySet()) {
                    raised |= raise(sku, items, sent.getKey(), sent.getValue());
                }
            }
        }
        return items;
    }

    private boolean raise(String sku, Map<String, StockItemState> items, String location, long version) {
        StockItemState seen = items.getOrDefault(location, StockItemState.NONE);
        if (seen.version() >= version) {
            return false;
        }
        items.put(location, streams.item(new StockItemId(sku, location), version));
        return true;
    }

    /** The committed holds of all locations that have not lapsed, first deadline first. */
    List<HoldBody> holds(String sku) {
        defined(sku, streams.definition(sku));
        Instant now = clock.instant();
        return items(sku).entrySet().stream()
                .flatMap(item -> item.getValue()
                        .holds()
                        .open()
                        .filter(hold -> !hold.hasLapsedAt(now))
                        .map(hold -> HoldBody.of(item.getKey(), hold)))
                .sorted()
                .toList();
    }

    /** The SKU as of the versions of its streams, seen at a time. */
    StockBody past(String sku, long definition, Map<String, Long> locations, Instant time) {
        Map<String, StockItemState> items = new TreeMap<>();
        locations.forEach(
                (location, version) -> items.put(location, streams.item(new StockItemId(sku, location), version)));
        return StockBody.of(streams.definition(sku, definition), closed(sku, items), time);
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
