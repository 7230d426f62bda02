package holdfast.order;

import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderCommand.PlaceDraft;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderPlaced;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Rules of how an order comes to be: as a draft, or placed at once. */
final class Drafting {

    private Drafting() {}

    static List<OrderEvent> draft(OrderState order, DraftOrder command) throws OrderRefusal {
        List<OrderLine> lines = Lines.NONE.admit(command.lines(), command.currency());
        OrderContent content = new OrderContent(
                command.customerId(), command.tab(), command.currency(), lines, null, command.paymentWindow(), true);
        if (isRepeat(order, content)) {
            return List.of();
        }
        return List.of(new OrderDrafted(
                command.orderId(),
                command.customerId(),
                command.tab(),
                command.currency(),
                lines,
                command.paymentWindow(),
                command.at()));
    }

    static List<OrderEvent> place(OrderState order, PlaceOrder command) throws OrderRefusal {
        List<OrderLine> lines = Lines.NONE.admit(command.lines(), command.currency());
        OrderContent content = new OrderContent(
                command.customerId(),
                command.tab(),
                command.currency(),
                lines,
                command.reservationId(),
                command.paymentWindow(),
                false);
        if (isRepeat(order, content)) {
            return List.of();
        }
        Duration window = Objects.requireNonNullElse(command.paymentWindow(), command.defaultWindow());
        return List.of(new OrderPlaced(
                command.orderId(),
                command.customerId(),
                command.tab(),
                command.currency(),
                lines,
                command.reservationId(),
                command.paymentWindow(),
                command.at().plus(window),
                command.at()));
    }

    private static boolean isRepeat(OrderState order, OrderContent content) throws OrderRefusal {
        if (order.version() > 0 && !order.origin().equals(content)) {
            throw new OrderRefusal.AlreadyExists("Order " + order.orderId());
        }
        return order.version() > 0;
    }

    static List<OrderEvent> place(OrderState order, PlaceDraft command) throws OrderRefusal {
        OrderStatus status = order.statusAt(command.at());
        if (status == OrderStatus.PLACED) {
            return List.of();
        }
        if (status != OrderStatus.DRAFT) {
            throw new OrderRefusal.InvalidState(status, "Only a draft can be placed");
        }
        if (order.lines().all().isEmpty()) {
            throw new OrderRefusal.InvalidState(status, "An order without lines cannot be placed");
        }
        OrderContent origin = order.origin();
        Duration window = Objects.requireNonNullElse(origin.paymentWindow(), command.defaultWindow());
        return List.of(new OrderPlaced(
                order.orderId(),
                origin.customerId(),
                origin.tab(),
                origin.currency(),
                order.lines().all(),
                origin.paymentWindow(),
                command.at().plus(window),
                command.at()));
    }
}
