package holdfast.app.stock;

import holdfast.app.api.MinPosition;
import holdfast.app.api.Page;
import holdfast.app.api.PageRequest;
import holdfast.app.api.validation.Identifier;
import holdfast.app.eventstore.ReadModelPositions;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the trail of stock. */
@RestController
class MovementController {

    private final QueryGateway queries;
    private final ReadModelPositions positions;

    MovementController(QueryGateway queries, ReadModelPositions positions) {
        this.queries = queries;
        this.positions = positions;
    }

    @GetMapping("/v1/movements")
    ResponseEntity<Page<Movement>> list(
            @RequestParam(required = false) @Identifier @Nullable String sku,
            @RequestParam(required = false) @Identifier @Nullable String orderId,
            @RequestParam(required = false) @Identifier @Nullable String location,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            MinPosition position) {
        PageRequest page = PageRequest.of(limit, cursor);
        FindMovements query = new FindMovements(sku, orderId, location, false, page.limit(), page.after());
        positions.await(position, StockProjection.PROCESSING_GROUP, "StockItem");
        return Page.of(queries.query(query, FindMovements.Found.class).join().movements(), page, Movement::position);
    }
}
