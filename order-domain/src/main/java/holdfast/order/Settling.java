package holdfast.order;

import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.CompleteOrder;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.VoidOrder;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderCompleted;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderEvent.PaymentReceived;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Rules of how an order ends: paid in full, completed, or cancelled or voided before. */
final class Settling {

    private Settling() {}

    static List<OrderEvent> pay(OrderState order, PayOrder command) throws OrderRefusal {
        BigDecimal amount = Amounts.exact(command.amount(), order.currency(), "amount");
        if (isRepeat(order, command, amount)) {
            return List.of();
        }
        requirePayable(order, command);
        int compared = amount.compareTo(order.amountDue());
        if (compared > 0) {
            throw new OrderRefusal.AmountMismatch(
                    "More than the " + order.amountDue() + " that is due", order.amountDue());
        }
        PaymentReceived payment =
                new PaymentReceived(order.orderId(), command.paymentId(), amount, command.method(), command.at());
        return compared == 0
                ? List.of(payment, new OrderPaid(order.orderId(), order.lines().stock(), command.at()))
                : List.of(payment);
    }

    private static boolean isRepeat(OrderState order, PayOrder command, BigDecimal amount) throws OrderRefusal {
        Optional<Payment> known = order.payment(command.paymentId());
        if (known.isPresent()
                && !(known.get().amount().compareTo(amount) == 0
                        && known.get().method().equals(command.method()))) {
            throw new OrderRefusal.AlreadyExists("Payment " + command.paymentId());
        }
        return known.isPresent();
    }

    private static void requirePayable(OrderState order, PayOrder command) throws OrderRefusal {
        OrderStatus status = order.statusAt(command.at());
        switch (status) {
            case RESERVED -> {}
            case PAID, COMPLETED, REFUNDED -> throw new OrderRefusal.AlreadyPaid(status);
            case EXPIRED -> throw new OrderRefusal.ReservationExpired();
            case DRAFT, PLACED, REJECTED, CANCELLED, VOIDED ->
                throw new OrderRefusal.InvalidState(status, "Only a reserved order can be paid");
        }
    }

    static List<OrderEvent> cancel(OrderState order, CancelOrder command) throws OrderRefusal {
        OrderStatus status = order.statusAt(command.at());
        return switch (status) {
            case DRAFT -> List.of(new OrderCancelled(order.orderId(), command.reason(), List.of(), command.at()));
            case RESERVED ->
                List.of(new OrderCancelled(
                        order.orderId(), command.reason(), order.lines().stock(), command.at()));
            case CANCELLED -> List.of();
            case PLACED, REJECTED, PAID, COMPLETED, VOIDED, EXPIRED, REFUNDED ->
                throw new OrderRefusal.InvalidState(status, "Only a draft or an unpaid order can be cancelled");
        };
    }

    static List<OrderEvent> voidAll(OrderState order, VoidOrder command) throws OrderRefusal {
        OrderStatus status = order.statusAt(command.at());
        return switch (status) {
            case DRAFT -> List.of(new OrderVoided(order.orderId(), command.reason(), List.of(), command.at()));
            case RESERVED ->
                List.of(new OrderVoided(
                        order.orderId(), command.reason(), order.lines().stock(), command.at()));
            case VOIDED -> List.of();
            case PLACED, REJECTED, PAID, COMPLETED, CANCELLED, EXPIRED, REFUNDED ->
                throw new OrderRefusal.InvalidState(status, "Only a draft or an unpaid order can be voided");
        };
    }

    static List<OrderEvent> complete(OrderState order, CompleteOrder command) throws OrderRefusal {
        OrderStatus status = order.statusAt(command.at());
        return switch (status) {
            case PAID -> List.of(new OrderCompleted(order.orderId(), command.at()));
            case COMPLETED -> List.of();
            case DRAFT, PLACED, RESERVED, REJECTED, CANCELLED, VOIDED, EXPIRED, REFUNDED ->
                throw new OrderRefusal.InvalidState(status, "Only a paid order can be completed");
        };
    }
}
