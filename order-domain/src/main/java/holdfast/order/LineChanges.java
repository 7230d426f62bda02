package holdfast.order;

import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.RemoveLine;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LineRemoved;
import holdfast.order.OrderEvent.LinesAdded;
import holdfast.order.OrderEvent.OrderPaid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rules of how lines change: freely on a draft, and on a reserved order only with their stock held before. */
final class LineChanges {

    private LineChanges() {}

    static List<OrderEvent> add(OrderState order, AddLines command) throws OrderRefusal {
        if (order.lines().knows(command.changeId())) {
            return List.of();
        }
        OrderStatus status = requireChangeable(order, command.at());
        List<OrderLine> lines = order.lines().admit(command.lines(), order.currency());
        if (status == OrderStatus.RESERVED && !command.held()) {
            throw stockNeeded(order, command.expectedVersion(), ItemQuantity.totals(lines));
        }
        return List.of(new LinesAdded(order.orderId(), command.changeId(), lines, command.at()));
    }

    static List<OrderEvent> change(OrderState order, ChangeLine command) throws OrderRefusal {
        if (order.lines().knows(command.changeId())) {
            return List.of();
        }
        OrderStatus status = requireChangeable(order, command.at());
        OrderLine line = find(order, command.lineId());
        BigDecimal quantity = Quantities.plain(command.quantity());
        BigDecimal more = quantity.subtract(line.quantity());
        if (more.signum() == 0) {
            return List.of();
        }
        if (more.signum() > 0 && order.lines().isComped(line.lineId())) {
            throw new OrderRefusal.InvalidState(status, "A line that costs nothing cannot grow; add a line instead");
        }
        if (more.signum() > 0 && status == OrderStatus.RESERVED && !command.held()) {
            ItemQuantity needed = new ItemQuantity(line.sku(), line.location(), more);
            throw stockNeeded(order, command.expectedVersion(), List.of(needed));
        }
        LineQuantityChanged event = new LineQuantityChanged(
                order.orderId(),
                command.changeId(),
                line.lineId(),
                line.sku(),
                line.location(),
                quantity,
                line.quantity(),
                command.at());
        return settledBy(order, event);
    }

    static List<OrderEvent> remove(OrderState order, RemoveLine command) throws OrderRefusal {
        if (order.lines().knows(command.changeId())) {
            return List.of();
        }
        OrderStatus status = requireChangeable(order, command.at());
        OrderLine line = find(order, command.lineId());
        if (status == OrderStatus.RESERVED && order.lines().all().size() == 1) {
            throw new OrderRefusal.InvalidState(status, "The last line cannot be removed; cancel the order instead");
        }
        LineRemoved event = new LineRemoved(
                order.orderId(),
                command.changeId(),
                line.lineId(),
                line.sku(),
                line.location(),
                line.quantity(),
                command.at());
        return settledBy(order, event);
    }

    static OrderStatus requireChangeable(OrderState order, Instant at) throws OrderRefusal {
        OrderStatus status = order.statusAt(at);
        return switch (status) {
            case DRAFT, RESERVED -> status;
            case EXPIRED -> throw new OrderRefusal.ReservationExpired();
            case PLACED, REJECTED, PAID, COMPLETED, CANCELLED, VOIDED, REFUNDED ->
                throw new OrderRefusal.InvalidState(status, "Lines change only while the order is open");
        };
    }

    static OrderLine find(OrderState order, String lineId) throws OrderRefusal {
        return order.lines().find(lineId).orElseThrow(() -> new OrderRefusal.UnknownLine(lineId));
    }

    private static OrderRefusal stockNeeded(OrderState order, @Nullable Long expectedVersion, List<ItemQuantity> items)
            throws OrderRefusal {
        Versions.require(expectedVersion, order.version());
        return new OrderRefusal.StockNeeded(
                items, Objects.requireNonNull(order.times().paymentDueAt()));
    }

    /** The change, and the payment it completes when what was paid so far now suffices. */
    static List<OrderEvent> settledBy(OrderState order, OrderEvent change) throws OrderRefusal {
        OrderState after = order.evolve(change);
        if (after.status() != OrderStatus.RESERVED) {
            return List.of(change);
        }
        requirePaidCovered(order, after);
        List<OrderEvent> events = new ArrayList<>(List.of(change));
        if (after.amountDue().signum() == 0) {
            events.add(new OrderPaid(order.orderId(), after.lines().stock(), change.at()));
        }
        return List.copyOf(events);
    }

    /** No change may take the total below what was paid and not given back. */
    static void requirePaidCovered(OrderState order, OrderState after) throws OrderRefusal {
        if (after.amountDue().signum() < 0) {
            BigDecimal kept = order.paid().subtract(order.refunded());
            throw new OrderRefusal.AmountMismatch(
                    "The total may not fall below the " + kept + " that was paid", order.amountDue());
        }
    }
}
