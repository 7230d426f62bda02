package holdfast.order;

import holdfast.order.OrderCommand.CompLine;
import holdfast.order.OrderCommand.SendLines;
import holdfast.order.OrderCommand.VoidLine;
import holdfast.order.OrderEvent.LineComped;
import holdfast.order.OrderEvent.LineVoided;
import holdfast.order.OrderEvent.LinesSent;
import holdfast.order.OrderEvent.OrderVoided;
import java.math.BigDecimal;
import java.util.List;

/** Rules of what a till does with lines: it sends them, gives them away, and takes back what was never served. */
final class Serving {

    private Serving() {}

    /** Each sending is an event, also when nothing new is on it. */
    static List<OrderEvent> send(OrderState order, SendLines command) throws OrderRefusal {
        requireSendable(order, command);
        for (String lineId : command.lineIds()) {
            LineChanges.find(order, lineId);
        }
        List<String> sent = command.lineIds().isEmpty()
                ? order.lines().all().stream().map(OrderLine::lineId).toList()
                : command.lineIds().stream().distinct().toList();
        return List.of(new LinesSent(order.orderId(), sent, command.at()));
    }

    private static void requireSendable(OrderState order, SendLines command) throws OrderRefusal {
        OrderStatus status = order.statusAt(command.at());
        switch (status) {
            case DRAFT, RESERVED, PAID -> {}
            case EXPIRED -> throw new OrderRefusal.ReservationExpired();
            case PLACED, REJECTED, COMPLETED, CANCELLED, VOIDED, REFUNDED ->
                throw new OrderRefusal.InvalidState(status, "Lines are sent only while the order is open or paid");
        }
    }

    static List<OrderEvent> comp(OrderState order, CompLine command) throws OrderRefusal {
        LineChanges.requireChangeable(order, command.at());
        OrderLine line = LineChanges.find(order, command.lineId());
        if (order.lines().isComped(line.lineId())) {
            return List.of();
        }
        return LineChanges.settledBy(
                order, new LineComped(order.orderId(), line.lineId(), command.reason(), command.at()));
    }

    static List<OrderEvent> voidLine(OrderState order, VoidLine command) throws OrderRefusal {
        if (order.lines().knows(command.changeId())) {
            return List.of();
        }
        OrderStatus status = LineChanges.requireChangeable(order, command.at());
        OrderLine line = LineChanges.find(order, command.lineId());
        LineVoided event = voided(order, line, command);
        OrderState after = order.evolve(event);
        if (status != OrderStatus.RESERVED || !after.lines().all().isEmpty()) {
            return LineChanges.settledBy(order, event);
        }
        LineChanges.requirePaidCovered(order, after);
        return List.of(event, new OrderVoided(order.orderId(), command.reason(), List.of(), command.at()));
    }

    private static LineVoided voided(OrderState order, OrderLine line, VoidLine command) throws OrderRefusal {
        BigDecimal quantity = command.quantity() == null ? line.quantity() : Quantities.plain(command.quantity());
        BigDecimal left = Quantities.plain(line.quantity().subtract(quantity));
        if (left.signum() < 0) {
            // Another terminal may have voided some of it: who does not know that is told so.
            Versions.require(command.expectedVersion(), order.version());
            throw new OrderRefusal.InvalidQuantity(
                    "quantity",
                    "Line " + line.lineId() + " has only " + line.quantity().toPlainString());
        }
        return new LineVoided(
                order.orderId(),
                command.changeId(),
                line.lineId(),
                line.sku(),
                line.location(),
                quantity,
                left,
                command.reason(),
                command.at());
    }
}
