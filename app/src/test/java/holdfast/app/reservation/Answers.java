package holdfast.app.reservation;

import holdfast.inventory.ReserveOutcome;
import holdfast.inventory.StockCommand;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockItemId;
import holdfast.order.OrderCommand;
import holdfast.order.OrderState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.utils.CallbackBehavior;
import org.jspecify.annotations.Nullable;

/** Answers commands in the place of aggregates: all stock is held and nobody knows an order, unless told otherwise. */
final class Answers implements CallbackBehavior {

    private final Map<StockItemId, Deque<Object>> reservations = new HashMap<>();
    private final Map<String, OrderState> orders = new HashMap<>();
    private @Nullable StockItemId unknownItem;

    /** Answers, or throws, these one after the other to reservations of an item; the last one from then on. */
    void toReserving(StockItemId item, Object... outcomes) {
        Deque<Object> queue = new ArrayDeque<>();
        for (Object outcome : outcomes) {
            queue.add(outcome);
        }
        reservations.put(item, queue);
    }

    /** Every command to the order is answered with this state. */
    void order(OrderState order) {
        orders.put(order.orderId(), order);
    }

    void neverArrived(StockItemId item) {
        unknownItem = item;
    }

    @Override
    public @Nullable Object handle(Object command, MetaData metaData) throws Exception {
        return switch (command) {
            case StockCommand stock
            when stock.item().equals(unknownItem) -> throw unknown(stock.item().toString());
            case ReserveStock reserve -> outcome(reserve.item());
            case OrderCommand order -> stateOf(order.orderId());
            default -> null;
        };
    }

    private Object outcome(StockItemId item) throws Exception {
        Deque<Object> queue = reservations.getOrDefault(item, new ArrayDeque<>());
        Object outcome = queue.size() > 1 ? queue.removeFirst() : queue.peekFirst();
        if (outcome instanceof Exception failure) {
            throw failure;
        }
        return outcome == null ? new ReserveOutcome.Held() : outcome;
    }

    private OrderState stateOf(String orderId) {
        OrderState order = orders.get(orderId);
        if (order == null) {
            throw unknown(orderId);
        }
        return order;
    }

    private static AggregateNotFoundException unknown(String id) {
        return new AggregateNotFoundException(id, "There is no " + id);
    }
}
