package holdfast.order;

import holdfast.order.OrderCommand.RefundPayment;
import holdfast.order.OrderCommand.RefundPayment.Return;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules of what comes back with a refund: never more of a line than was sold and has not come back yet.
 *
 * <p>Where nothing was sold, nothing comes back: what an order held and did not pay is free by its end.
 */
final class Restocking {

    private Restocking() {}

    /** The lines that are named, or all that is still out when none is. */
    static List<ReturnedLine> returned(OrderState order, RefundPayment command) throws OrderRefusal {
        if (command.lines().isEmpty()) {
            return order.lines().all().stream()
                    .map(line -> returned(line, out(order, line)))
                    .filter(line -> line.quantity().signum() > 0)
                    .toList();
        }
        List<ReturnedLine> returned = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (Return asked : command.lines()) {
            if (!named.add(asked.lineId())) {
                throw new OrderRefusal.InvalidQuantity("lines", "Line " + asked.lineId() + " is named twice");
            }
            returned.add(returned(order, command, asked));
        }
        return List.copyOf(returned);
    }

    private static ReturnedLine returned(OrderState order, RefundPayment command, Return asked) throws OrderRefusal {
        OrderLine line = LineChanges.find(order, asked.lineId());
        BigDecimal out = out(order, line);
        BigDecimal quantity = asked.quantity() == null ? out : Quantities.plain(asked.quantity());
        if (quantity.signum() == 0 || quantity.compareTo(out) > 0) {
            throw new OrderRefusal.InvalidState(
                    order.statusAt(command.at()),
                    "Of line " + line.lineId() + " only " + out.toPlainString() + " can come back");
        }
        return returned(line, quantity);
    }

    private static ReturnedLine returned(OrderLine line, BigDecimal quantity) {
        return new ReturnedLine(line.lineId(), line.sku(), line.location(), quantity);
    }

    private static BigDecimal out(OrderState order, OrderLine line) {
        return switch (order.status()) {
            case PAID, COMPLETED, REFUNDED ->
                Quantities.plain(line.quantity().subtract(order.payments().returnedOf(line.lineId())));
            case DRAFT, PLACED, RESERVED, REJECTED, CANCELLED, VOIDED, EXPIRED -> BigDecimal.ZERO;
        };
    }

    /** Whether the lines asked for, if any were, are those that came back. */
    static boolean isSame(List<ReturnedLine> returned, List<Return> asked) {
        return asked.isEmpty()
                || (asked.size() == returned.size()
                        && asked.stream().allMatch(line -> returned.stream().anyMatch(back -> isSame(back, line))));
    }

    private static boolean isSame(ReturnedLine returned, Return asked) {
        return returned.lineId().equals(asked.lineId())
                && (asked.quantity() == null || returned.quantity().compareTo(asked.quantity()) == 0);
    }
}
