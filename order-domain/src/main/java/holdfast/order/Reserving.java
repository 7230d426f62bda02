package holdfast.order;

import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderEvent.OrderReserved;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Rules of what the reservation process reports: repeated or late reports change nothing. */
final class Reserving {

    private Reserving() {}

    static List<OrderEvent> confirm(OrderState order, ConfirmReservation command) {
        if (order.status() != OrderStatus.PLACED) {
            return List.of();
        }
        if (order.statusAt(command.at()) == OrderStatus.EXPIRED) {
            return List.of(expired(order, command.at()));
        }
        Instant due = Objects.requireNonNull(order.times().paymentDueAt());
        OrderEvent reserved = new OrderReserved(order.orderId(), due, command.at());
        return order.amountDue().signum() == 0
                ? List.of(reserved, new OrderPaid(order.orderId(), order.lines().stock(), command.at()))
                : List.of(reserved);
    }

    static List<OrderEvent> reject(OrderState order, RejectReservation command) {
        return order.status() == OrderStatus.PLACED
                ? List.of(new OrderRejected(order.orderId(), command.shortages(), command.at()))
                : List.of();
    }

    static List<OrderEvent> expire(OrderState order, ExpireOrder command) {
        boolean overdue = order.status() != OrderStatus.EXPIRED && order.statusAt(command.at()) == OrderStatus.EXPIRED;
        return overdue ? List.of(expired(order, command.at())) : List.of();
    }

    private static OrderExpired expired(OrderState order, Instant at) {
        return new OrderExpired(order.orderId(), order.lines().stock(), at);
    }
}
