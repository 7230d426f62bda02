package holdfast.order;

import holdfast.order.OrderCommand.RefundPayment;
import holdfast.order.OrderEvent.GoodsReturned;
import holdfast.order.OrderEvent.OrderRefunded;
import holdfast.order.OrderEvent.PaymentRefunded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules of how money goes back, whatever became of the order: of each payment never more than is left of it. */
final class Refunding {

    private Refunding() {}

    static List<OrderEvent> refund(OrderState order, RefundPayment command) throws OrderRefusal {
        Payment payment = order.payment(command.paymentId())
                .orElseThrow(() -> new OrderRefusal.UnknownPayment(command.paymentId()));
        BigDecimal amount = Amounts.exact(command.amount(), order.currency(), "amount");
        if (isRepeat(order, command, amount)) {
            return List.of();
        }
        requireRefundable(order, payment, amount);
        List<ReturnedLine> returned = command.restock() ? Restocking.returned(order, command) : List.of();
        return events(order, command, amount, returned);
    }

    private static boolean isRepeat(OrderState order, RefundPayment command, BigDecimal amount) throws OrderRefusal {
        Optional<Refund> known = order.payments().refund(command.refundId());
        if (known.isPresent() && !isSame(known.get(), command, amount)) {
            throw new OrderRefusal.AlreadyExists("Refund " + command.refundId());
        }
        return known.isPresent();
    }

    private static boolean isSame(Refund known, RefundPayment command, BigDecimal amount) {
        return known.paymentId().equals(command.paymentId())
                && known.amount().compareTo(amount) == 0
                && known.reason().equals(command.reason())
                && known.restock() == command.restock()
                && Restocking.isSame(known.returned(), command.lines());
    }

    private static void requireRefundable(OrderState order, Payment payment, BigDecimal amount) throws OrderRefusal {
        BigDecimal refundable = payment.amount().subtract(order.refundedOf(payment));
        if (amount.compareTo(refundable) > 0) {
            throw new OrderRefusal.MoreThanRefundable(payment.paymentId(), refundable);
        }
    }

    private static List<OrderEvent> events(
            OrderState order, RefundPayment command, BigDecimal amount, List<ReturnedLine> returned) {
        List<OrderEvent> events = new ArrayList<>(Reserving.expiry(order, command.at()));
        events.add(new PaymentRefunded(
                order.orderId(),
                command.refundId(),
                command.paymentId(),
                amount,
                command.reason(),
                command.restock(),
                command.at()));
        if (!returned.isEmpty()) {
            events.add(new GoodsReturned(order.orderId(), command.refundId(), returned, command.at()));
        }
        boolean isAll = order.refunded().add(amount).compareTo(order.paid()) == 0;
        if (isAll && order.status() == OrderStatus.PAID) {
            events.add(new OrderRefunded(order.orderId(), command.at()));
        }
        return List.copyOf(events);
    }
}
