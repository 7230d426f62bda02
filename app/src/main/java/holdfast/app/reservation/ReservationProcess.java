package holdfast.app.reservation;

import holdfast.app.commandbus.Commands;
import holdfast.inventory.cart.CartCommand.TakeOverCart;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartState;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.AffectsStock;
import holdfast.order.OrderEvent.GoodsReturned;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LineRemoved;
import holdfast.order.OrderEvent.LineVoided;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderEvent.ReservationExtended;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import holdfast.order.ReturnedLine;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.springframework.stereotype.Component;

/**
 * The reservation saga, a process manager: it brings each order and its stock together. It reserves when the order is
 * placed, sells when it is paid, and releases when it ends otherwise, at the latest at its payment deadline.
 *
 * <p>The events of an order come here one after the other, and may come again after a crash. Each command that it sends
 * takes effect once however often it is sent, and the order decides before stock is let go.
 */
@Component
class ReservationProcess {

    private static final String PLACED = "placed";

    private final StockDesk stock;
    private final Commands commands;
    private final Clock clock;

    ReservationProcess(StockDesk stock, Commands commands, Clock clock) {
        this.stock = stock;
        this.commands = commands;
        this.clock = clock;
    }

    /** Does what an event of an order asks for, and says what that means for its payment deadline. */
    DeadlineChange on(AffectsStock event) {
        return switch (event) {
            case OrderPlaced e -> e.reservationId() == null ? reserve(e) : takeOver(e, new CartId(e.reservationId()));
            case LineQuantityChanged e -> free(e);
            case LineRemoved e -> free(e);
            case LineVoided e -> free(e);
            case ReservationExtended e -> extend(e);
            case OrderPaid e -> sell(e);
            case GoodsReturned e -> putBack(e);
            case OrderVoided e -> release(e, e.items());
            case OrderCancelled e -> release(e, e.items());
            case OrderExpired e -> release(e, e.items());
        };
    }

    private DeadlineChange reserve(OrderPlaced order) {
        List<ItemQuantity> items = ItemQuantity.totals(order.lines());
        OrderState decided = switch (stock.reserve(order.orderId(), PLACED, items, order.paymentDueAt())) {
            case Reservation.Held _ -> commands.send(new ConfirmReservation(order.orderId(), clock.instant()));
            case Reservation.TooLate _ -> expire(order);
            case Reservation.Missing missing ->
                commands.send(new RejectReservation(order.orderId(), missing.shortages(), clock.instant()));
        };
        if (decided.status() == OrderStatus.REJECTED) {
            return release(order, items);
        }
        return decided.status() == OrderStatus.RESERVED
                ? new DeadlineChange.Set(order.orderId(), order.paymentDueAt())
                : new DeadlineChange.None();
    }

    /**
     * The cart's one append decides who has its holds. They go to the order each at a time, and nobody can come between:
     * whoever finds one that was left with the cart learns whose it is.
     */
    private DeadlineChange takeOver(OrderPlaced order, CartId cart) {
        if (!isTakenOver(order, cart)) {
            commands.send(new RejectReservation(order.orderId(), List.of(), clock.instant()));
            return new DeadlineChange.Clear(order.orderId());
        }
        stock.takeOver(cart.toString(), order.orderId(), ItemQuantity.totals(order.lines()), order.paymentDueAt());
        OrderState decided = commands.send(new ConfirmReservation(order.orderId(), clock.instant()));
        return decided.status() == OrderStatus.RESERVED
                ? new DeadlineChange.Set(order.orderId(), order.paymentDueAt())
                : new DeadlineChange.None();
    }

    private boolean isTakenOver(OrderPlaced order, CartId cart) {
        try {
            Instant now = clock.instant();
            CartState taken = commands.send(new TakeOverCart(cart, order.orderId(), order.paymentDueAt(), now));
            return order.orderId().equals(taken.orderId());
        } catch (AggregateNotFoundException e) {
            return false;
        }
    }

    /** Stock that says the deadline has passed has the last word, whatever this clock says: nothing is held. */
    private OrderState expire(OrderPlaced order) {
        Instant now = clock.instant();
        Instant at = now.isBefore(order.paymentDueAt()) ? order.paymentDueAt() : now;
        return commands.send(new ExpireOrder(order.orderId(), at));
    }

    private DeadlineChange free(LineQuantityChanged change) {
        BigDecimal less = change.previousQuantity().subtract(change.quantity());
        if (less.signum() > 0) {
            ItemQuantity freed = new ItemQuantity(change.sku(), change.location(), less);
            stock.release(change.orderId(), change.changeId(), freed);
        }
        return new DeadlineChange.None();
    }

    private DeadlineChange free(LineRemoved line) {
        ItemQuantity freed = new ItemQuantity(line.sku(), line.location(), line.quantity());
        stock.release(line.orderId(), line.changeId(), freed);
        return new DeadlineChange.None();
    }

    private DeadlineChange free(LineVoided line) {
        ItemQuantity freed = new ItemQuantity(line.sku(), line.location(), line.quantity());
        stock.release(line.orderId(), line.changeId(), freed);
        return new DeadlineChange.None();
    }

    /** The order has decided; until its holds follow, whoever finds one lapsed asks the order and learns the new time. */
    private DeadlineChange extend(ReservationExtended order) {
        stock.extend(order.orderId(), order.items(), order.paymentDueAt());
        return new DeadlineChange.Set(order.orderId(), order.paymentDueAt());
    }

    private DeadlineChange putBack(GoodsReturned goods) {
        List<ItemQuantity> items =
                ItemQuantity.sum(goods.lines().stream().map(ReturnedLine::stock).toList());
        stock.putBack(goods.orderId(), goods.refundId(), items);
        return new DeadlineChange.None();
    }

    private DeadlineChange sell(OrderPaid order) {
        stock.sell(order.orderId(), order.items());
        return new DeadlineChange.Clear(order.orderId());
    }

    private DeadlineChange release(OrderEvent order, List<ItemQuantity> items) {
        stock.releaseAll(order.orderId(), items);
        return new DeadlineChange.Clear(order.orderId());
    }
}
