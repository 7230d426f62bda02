package holdfast.app.orders;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import holdfast.app.api.MinPosition;
import holdfast.app.api.Page;
import holdfast.app.api.PageRequest;
import holdfast.app.api.validation.Identifier;
import holdfast.app.eventstore.ReadModelPositions;
import holdfast.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists orders, newest first. */
@RestController
class OrderListController {

    /** An order as {@link OrderBody} prints it. */
    record Listed(OrderPlace place, String body) {

        @JsonValue
        @JsonRawValue
        String json() {
            return body;
        }
    }

    private final QueryGateway queries;
    private final ReadModelPositions positions;

    OrderListController(QueryGateway queries, ReadModelPositions positions) {
        this.queries = queries;
        this.positions = positions;
    }

    @GetMapping("/v1/orders")
    ResponseEntity<Page<Listed>> list(
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(required = false) @Identifier @Nullable String customerId,
            @RequestParam(required = false) @Identifier @Nullable String tab,
            @RequestParam(required = false) @Identifier @Nullable String sku,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            MinPosition position) {
        int most = PageRequest.of(limit, null).limit();
        OrderPlace after = cursor == null ? null : OrderPlace.of(cursor);
        FindOrders query = new FindOrders(status, customerId, tab, sku, from, to, most, after);
        positions.await(position, OrderProjection.PROCESSING_GROUP, OrderProjection.AGGREGATE_TYPE);
        return Page.of(find(query), most, last -> last.place().cursor());
    }

    private List<Listed> find(FindOrders query) {
        return queries.query(query, FindOrders.Found.class).join().orders().stream()
                .map(order -> new Listed(order.place(), order.body()))
                .toList();
    }
}
