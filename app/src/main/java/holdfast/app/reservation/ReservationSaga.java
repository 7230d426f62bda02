package holdfast.app.reservation;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import holdfast.app.commandbus.Commands;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LineRemoved;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.jspecify.annotations.Nullable;

/**
 * Brings one order and its stock together: reserves when it is placed, sells when it is paid, and releases when it ends
 * otherwise, at the latest at its payment deadline.
 *
 * <p>Everything here may happen again after a crash. Each command that it sends takes effect once however often it is
 * sent, and the order decides before stock is let go.
 */
@ProcessingGroup(ReservationSaga.PROCESSING_GROUP)
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public class ReservationSaga {

    static final String PROCESSING_GROUP = "reservation";
    static final String PAYMENT_DUE = "payment-due";
    private static final String ORDER = "orderId";
    private static final String PLACED = "placed";

    /** Wakes the saga of an order at its payment deadline. */
    public record PaymentDue(String orderId) {}

    private @Nullable String deadlineId;

    @StartSaga
    @SagaEventHandler(associationProperty = ORDER)
    void on(OrderPlaced order, StockDesk stock, Commands commands, DeadlineManager deadlines, Clock clock) {
        schedule(order.orderId(), order.paymentDueAt(), deadlines);
        List<ItemQuantity> items = ItemQuantity.totals(order.lines());
        OrderState decided = switch (stock.reserve(order.orderId(), PLACED, items, order.paymentDueAt())) {
            case Reservation.Held _ -> confirm(order.orderId(), commands, clock);
            case Reservation.TooLate _ -> expire(order, commands, clock);
            case Reservation.Missing missing ->
                commands.send(new RejectReservation(order.orderId(), missing.shortages(), clock.instant()));
        };
        if (decided.status() == OrderStatus.REJECTED) {
            end(order.orderId(), items, stock, deadlines);
        }
    }

    private static OrderState confirm(String orderId, Commands commands, Clock clock) {
        return commands.send(new ConfirmReservation(orderId, clock.instant()));
    }

    /** Stock that says the deadline has passed has the last word, whatever this clock says: nothing is held. */
    private static OrderState expire(OrderPlaced order, Commands commands, Clock clock) {
        Instant now = clock.instant();
        Instant at = now.isBefore(order.paymentDueAt()) ? order.paymentDueAt() : now;
        return commands.send(new ExpireOrder(order.orderId(), at));
    }

    @SagaEventHandler(associationProperty = ORDER)
    void on(LineQuantityChanged change, StockDesk stock) {
        BigDecimal less = change.previousQuantity().subtract(change.quantity());
        if (less.signum() > 0) {
            ItemQuantity freed = new ItemQuantity(change.sku(), change.location(), less);
            stock.release(change.orderId(), change.changeId(), freed);
        }
    }

    @SagaEventHandler(associationProperty = ORDER)
    void on(LineRemoved line, StockDesk stock) {
        ItemQuantity freed = new ItemQuantity(line.sku(), line.location(), line.quantity());
        stock.release(line.orderId(), line.changeId(), freed);
    }

    @SagaEventHandler(associationProperty = ORDER)
    void on(OrderPaid order, StockDesk stock, DeadlineManager deadlines) {
        stock.sell(order.orderId(), order.items());
        end(deadlines);
    }

    @SagaEventHandler(associationProperty = ORDER)
    void on(OrderCancelled order, StockDesk stock, DeadlineManager deadlines) {
        end(order.orderId(), order.items(), stock, deadlines);
    }

    @SagaEventHandler(associationProperty = ORDER)
    void on(OrderExpired order, StockDesk stock, DeadlineManager deadlines) {
        end(order.orderId(), order.items(), stock, deadlines);
    }

    @DeadlineHandler(deadlineName = PAYMENT_DUE)
    void on(PaymentDue due, Commands commands, DeadlineManager deadlines, Clock clock) {
        OrderState order = commands.send(new ExpireOrder(due.orderId(), clock.instant()));
        Instant dueAt = order.times().paymentDueAt();
        if (order.status() == OrderStatus.RESERVED && dueAt != null) {
            deadlineId = deadlines.schedule(dueAt, PAYMENT_DUE, due); // it was not due yet by the order's own word
        }
    }

    private void schedule(String orderId, Instant dueAt, DeadlineManager deadlines) {
        if (deadlineId == null) {
            deadlineId = deadlines.schedule(dueAt, PAYMENT_DUE, new PaymentDue(orderId));
        }
    }

    private void end(String orderId, List<ItemQuantity> items, StockDesk stock, DeadlineManager deadlines) {
        stock.releaseAll(orderId, items);
        end(deadlines);
    }

    private void end(DeadlineManager deadlines) {
        if (deadlineId != null) {
            deadlines.cancelSchedule(PAYMENT_DUE, deadlineId);
        }
        SagaLifecycle.end();
    }
}
