package holdfast.order;

import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.ExtendReservation;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderEvent.OrderReserved;
import holdfast.order.OrderEvent.ReservationExtended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Rules of the reservation: what its process reports, where repeated or late reports change nothing, and its deadline. */
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
        return expiry(order, command.at());
    }

    /** The expiry of an order that is past its deadline and has not written it down yet; none otherwise. */
    static List<OrderEvent> expiry(OrderState order, Instant at) {
        boolean overdue = order.status() != OrderStatus.EXPIRED && order.statusAt(at) == OrderStatus.EXPIRED;
        return overdue ? List.of(expired(order, at)) : List.of();
    }

    static List<OrderEvent> extend(OrderState order, ExtendReservation command) throws OrderRefusal {
        requireReserved(order, command.at());
        Instant due = Objects.requireNonNull(order.times().paymentDueAt());
        Instant placed = Objects.requireNonNull(order.times().placedAt());
        Duration most = command.maxWindow().minus(Duration.between(placed, due));
        if (command.by().compareTo(most) > 0) {
            Versions.require(command.expectedVersion(), order.version());
            throw new OrderRefusal.WindowTooLong(most.isNegative() ? Duration.ZERO : most);
        }
        return List.of(new ReservationExtended(
                order.orderId(), due.plus(command.by()), order.lines().stock(), command.at()));
    }

    private static void requireReserved(OrderState order, Instant at) throws OrderRefusal {
        OrderStatus status = order.statusAt(at);
        switch (status) {
            case RESERVED -> {}
            case EXPIRED -> throw new OrderRefusal.ReservationExpired();
            case DRAFT, PLACED, REJECTED, PAID, COMPLETED, CANCELLED, VOIDED, REFUNDED ->
                throw new OrderRefusal.InvalidState(status, "Only a reserved order can be extended");
        }
    }

    private static OrderExpired expired(OrderState order, Instant at) {
        return new OrderExpired(order.orderId(), order.lines().stock(), at);
    }
}
