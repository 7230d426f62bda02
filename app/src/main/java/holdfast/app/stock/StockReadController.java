package holdfast.app.stock;

import holdfast.app.api.ETags;
import holdfast.app.api.MinPosition;
import holdfast.app.api.Page;
import holdfast.app.api.PageRequest;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.eventstore.Positions;
import holdfast.inventory.StockItemId;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows SKUs with their stock: as they are, as they were, who holds them, and which there are. */
@RestController
@RequestMapping("/v1/stock")
class StockReadController {

    private final StockReader reader;
    private final QueryGateway queries;
    private final Positions positions;
    private final StockReadModel tables;

    StockReadController(StockReader reader, QueryGateway queries, Positions positions, StockReadModel tables) {
        this.reader = reader;
        this.queries = queries;
        this.positions = positions;
        this.tables = tables;
    }

    /** The SKU now, as of a time, or as of a version of one of its locations, whose ETag it then has. */
    @GetMapping("/{sku}")
    ResponseEntity<StockBody> get(
            @PathVariable @Identifier String sku,
            @RequestParam(required = false) @Identifier @Nullable String location,
            @RequestParam(required = false) @Min(1) @Nullable Long version,
            @RequestParam(required = false) @Nullable Instant at,
            MinPosition position) {
        positions.awaitHead(position);
        StockBody body = found(sku, location, version, at);
        long tag = location == null ? body.version() : versionOf(body, location);
        return ResponseEntity.ok().eTag(ETags.of(tag)).body(body);
    }

    private StockBody found(String sku, @Nullable String location, @Nullable Long version, @Nullable Instant at) {
        if (version == null) {
            return at == null ? reader.current(sku) : reader.at(sku, at);
        }
        if (location == null) {
            throw PageRequest.invalid(
                    "location", "must be named with a version: each location has versions of its own");
        }
        return reader.at(new StockItemId(sku, location), version);
    }

    private static long versionOf(StockBody body, String location) {
        return body.locations().stream()
                .filter(candidate -> candidate.location().equals(location))
                .findFirst()
                .orElseThrow(() -> ProblemType.NOT_FOUND
                        .because("SKU " + body.sku() + " has no location " + location + ".")
                        .exception())
                .version();
    }

    /** Who holds the SKU, first deadline first; a hold past its deadline holds nothing and is not shown. */
    @GetMapping("/{sku}/holds")
    ResponseEntity<Page<HoldBody>> holds(
            @PathVariable @Identifier String sku,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            MinPosition position) {
        int most = PageRequest.of(limit, null).limit();
        HoldBody after = cursor == null ? null : HoldBody.placeOf(cursor);
        positions.awaitHead(position);
        List<HoldBody> page = reader.holds(sku).stream()
                .filter(hold -> after == null || hold.compareTo(after) > 0)
                .limit(most + 1L)
                .toList();
        return Page.of(page, most, HoldBody::cursor);
    }

    /** All SKUs by their names. */
    @GetMapping
    ResponseEntity<Page<StockBody>> list(
            @RequestParam(required = false) @Identifier @Nullable String productId,
            @RequestParam(required = false) @Nullable Boolean belowSafetyStock,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            MinPosition position) {
        int most = PageRequest.of(limit, null).limit();
        String after = cursor == null ? "" : StockList.skuOf(cursor);
        FindStock query = new FindStock(productId, belowSafetyStock, false, most, after);
        tables.await(position);
        List<StockBody> found =
                queries.query(query, FindStock.Found.class).join().stock();
        return Page.of(found, most, last -> StockList.cursorOf(last.sku()));
    }
}
