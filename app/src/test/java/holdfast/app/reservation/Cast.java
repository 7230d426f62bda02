package holdfast.app.reservation;

import holdfast.inventory.StockItemId;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderCompleted;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderEvent.OrderReserved;
import holdfast.order.OrderLine;
import holdfast.order.OrderState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Who and what appears in the tests of the reservation process. */
final class Cast {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant DUE = NOON.plus(Duration.ofMinutes(15));

    static final StockItemId APPLE = new StockItemId("apple", "main");
    static final StockItemId PEAR = new StockItemId("pear", "main");
    static final StockItemId PLUM = new StockItemId("plum", "main");
    static final StockItemId QUINCE = new StockItemId("quince", "main");

    private Cast() {}

    static OrderLine line(String lineId, StockItemId item, String quantity) {
        return new OrderLine(lineId, item.sku(), item.location(), new BigDecimal(quantity), new BigDecimal("2.00"));
    }

    static ItemQuantity some(StockItemId item, String quantity) {
        return new ItemQuantity(item.sku(), item.location(), new BigDecimal(quantity));
    }

    static OrderPlaced placed(String orderId, OrderLine... lines) {
        return new OrderPlaced(orderId, "anna", null, "EUR", List.of(lines), null, DUE, NOON);
    }

    static OrderState stateOf(OrderPlaced placed, OrderEvent... later) {
        return Stream.concat(Stream.of(placed), Stream.of(later))
                .reduce(OrderState.NONE, OrderState::evolve, (a, b) -> b);
    }

    static OrderReserved reserved(String orderId) {
        return new OrderReserved(orderId, DUE, NOON);
    }

    static OrderRejected rejected(String orderId) {
        return new OrderRejected(orderId, List.of(), NOON);
    }

    static OrderPaid paid(String orderId, ItemQuantity... items) {
        return new OrderPaid(orderId, List.of(items), NOON);
    }

    static OrderCancelled cancelled(String orderId, ItemQuantity... items) {
        return new OrderCancelled(orderId, null, List.of(items), NOON);
    }

    static OrderExpired expired(String orderId, ItemQuantity... items) {
        return new OrderExpired(orderId, List.of(items), DUE);
    }

    static OrderCompleted completed(String orderId) {
        return new OrderCompleted(orderId, NOON);
    }
}
