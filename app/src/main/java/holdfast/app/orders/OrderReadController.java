package holdfast.app.orders;

import holdfast.app.api.ETags;
import holdfast.app.api.MinPosition;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.eventstore.Positions;
import holdfast.order.OrderState;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows orders as they are, as they were, and how they came to be. */
@RestController
@RequestMapping("/v1/orders/{orderId}")
class OrderReadController {

    /** The whole history of an order. */
    record History(List<OrderHistory.Entry> items) {}

    private final OrderDesk desk;
    private final OrderStreams streams;
    private final OrderHistory history;
    private final Positions positions;

    OrderReadController(OrderDesk desk, OrderStreams streams, OrderHistory history, Positions positions) {
        this.desk = desk;
        this.streams = streams;
        this.history = history;
        this.positions = positions;
    }

    /** The order now, as of a version, or as of a time, which includes what happened at it. */
    @GetMapping
    ResponseEntity<OrderBody> get(
            @PathVariable @Identifier String orderId,
            @RequestParam(required = false) @Min(1) @Nullable Long version,
            @RequestParam(required = false) @Nullable Instant at,
            MinPosition position) {
        positions.awaitHead(position);
        OrderState order = found(orderId, version, at);
        return ResponseEntity.ok().eTag(ETags.of(order.version())).body(OrderBody.of(order));
    }

    private OrderState found(String orderId, @Nullable Long version, @Nullable Instant at) {
        OrderState order;
        if (version != null) {
            order = streams.order(orderId, version);
        } else {
            order = at == null ? desk.current(orderId) : streams.order(orderId, at);
        }
        if (order.version() == 0 || (version != null && order.version() < version)) {
            throw ProblemType.NOT_FOUND
                    .because("There is no such order " + orderId + ".")
                    .exception();
        }
        return order;
    }

    @GetMapping("/events")
    History events(@PathVariable @Identifier String orderId, MinPosition position) {
        positions.awaitHead(position);
        List<OrderHistory.Entry> entries = history.of(orderId);
        if (entries.isEmpty()) {
            throw ProblemType.NOT_FOUND
                    .because("There is no order " + orderId + ".")
                    .exception();
        }
        return new History(entries);
    }
}
