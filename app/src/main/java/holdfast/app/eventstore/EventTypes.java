package holdfast.app.eventstore;

import holdfast.inventory.StockDefinitionEvent.StockDefined;
import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.HoldTakenOver;
import holdfast.inventory.StockEvent.SafetyStockChanged;
import holdfast.inventory.StockEvent.StockAdjusted;
import holdfast.inventory.StockEvent.StockCounted;
import holdfast.inventory.StockEvent.StockIssued;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.inventory.cart.CartEvent.CartCommitted;
import holdfast.inventory.cart.CartEvent.CartExpired;
import holdfast.inventory.cart.CartEvent.CartExtended;
import holdfast.inventory.cart.CartEvent.CartHeld;
import holdfast.inventory.cart.CartEvent.CartRejected;
import holdfast.inventory.cart.CartEvent.CartReleased;
import holdfast.inventory.cart.CartEvent.CartRequested;
import holdfast.inventory.cart.CartEvent.CartTakenOver;
import holdfast.order.OrderEvent.GoodsReturned;
import holdfast.order.OrderEvent.LineComped;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LineRemoved;
import holdfast.order.OrderEvent.LineVoided;
import holdfast.order.OrderEvent.LinesAdded;
import holdfast.order.OrderEvent.LinesSent;
import holdfast.order.OrderEvent.OrderCancelled;
import holdfast.order.OrderEvent.OrderCompleted;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRefunded;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderEvent.OrderReserved;
import holdfast.order.OrderEvent.OrderVoided;
import holdfast.order.OrderEvent.PaymentReceived;
import holdfast.order.OrderEvent.PaymentRefunded;
import holdfast.order.OrderEvent.ReservationExtended;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.AmendmentApplied;
import holdfast.order.amendment.AmendmentEvent.AmendmentRefused;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import holdfast.order.session.SessionEvent.LogoutRequested;
import holdfast.order.session.SessionEvent.SessionAssigned;
import holdfast.order.session.SessionEvent.SessionCompleted;
import holdfast.order.session.SessionEvent.SessionItemsReplaced;
import holdfast.order.session.SessionEvent.SessionOpened;
import holdfast.order.tab.AssignmentEvent.ItemsArrived;
import holdfast.order.tab.AssignmentEvent.ItemsDirected;
import holdfast.order.tab.TabEvent.TabOrderClosed;
import holdfast.order.tab.TabEvent.TabOrderOpened;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which events are stored, which outlive any class name.
 *
 * <p>A name is never changed or given to another event. When the stored form of an event changes, its revision grows
 * and an upcaster lifts the older ones; the golden files under test resources keep every revision loadable.
 */
public final class EventTypes {

    /** One kind of stored event. */
    public record EventType(String name, String revision, Class<?> payload) {}

    private static final List<EventType> ALL = List.of(
            new EventType("StockDefined", "1", StockDefined.class),
            new EventType("StockReceived", "1", StockReceived.class),
            new EventType("StockAdjusted", "1", StockAdjusted.class),
            new EventType("StockIssued", "1", StockIssued.class),
            new EventType("StockReserved", "1", StockReserved.class),
            new EventType("StockReleased", "1", StockReleased.class),
            new EventType("StockSold", "1", StockSold.class),
            new EventType("StockCounted", "1", StockCounted.class),
            new EventType("StockTransferredOut", "1", StockTransferredOut.class),
            new EventType("StockTransferredIn", "1", StockTransferredIn.class),
            new EventType("SafetyStockChanged", "1", SafetyStockChanged.class),
            new EventType("HoldExtended", "1", HoldExtended.class),
            new EventType("StockReturned", "1", StockReturned.class),
            new EventType("HoldTakenOver", "1", HoldTakenOver.class),
            new EventType("CartRequested", "1", CartRequested.class),
            new EventType("CartHeld", "1", CartHeld.class),
            new EventType("CartRejected", "1", CartRejected.class),
            new EventType("CartExtended", "1", CartExtended.class),
            new EventType("CartCommitted", "1", CartCommitted.class),
            new EventType("CartReleased", "1", CartReleased.class),
            new EventType("CartExpired", "1", CartExpired.class),
            new EventType("CartTakenOver", "1", CartTakenOver.class),
            new EventType("OrderDrafted", "1", OrderDrafted.class),
            new EventType("OrderPlaced", "1", OrderPlaced.class),
            new EventType("OrderReserved", "1", OrderReserved.class),
            new EventType("OrderRejected", "1", OrderRejected.class),
            new EventType("LinesAdded", "1", LinesAdded.class),
            new EventType("LineQuantityChanged", "1", LineQuantityChanged.class),
            new EventType("LineRemoved", "1", LineRemoved.class),
            new EventType("PaymentReceived", "1", PaymentReceived.class),
            new EventType("OrderPaid", "1", OrderPaid.class),
            new EventType("OrderCancelled", "1", OrderCancelled.class),
            new EventType("OrderExpired", "1", OrderExpired.class),
            new EventType("OrderCompleted", "1", OrderCompleted.class),
            new EventType("LinesSent", "1", LinesSent.class),
            new EventType("LineComped", "1", LineComped.class),
            new EventType("LineVoided", "1", LineVoided.class),
            new EventType("OrderVoided", "1", OrderVoided.class),
            new EventType("ReservationExtended", "1", ReservationExtended.class),
            new EventType("PaymentRefunded", "1", PaymentRefunded.class),
            new EventType("GoodsReturned", "1", GoodsReturned.class),
            new EventType("OrderRefunded", "1", OrderRefunded.class),
            new EventType("AdditionRequested", "1", AdditionRequested.class),
            new EventType("IncreaseRequested", "1", IncreaseRequested.class),
            new EventType("AmendmentApplied", "1", AmendmentApplied.class),
            new EventType("AmendmentRefused", "1", AmendmentRefused.class),
            new EventType("SessionOpened", "1", SessionOpened.class),
            new EventType("SessionItemsReplaced", "1", SessionItemsReplaced.class),
            new EventType("LogoutRequested", "1", LogoutRequested.class),
            new EventType("SessionCompleted", "1", SessionCompleted.class),
            new EventType("SessionAssigned", "1", SessionAssigned.class),
            new EventType("TabOrderOpened", "1", TabOrderOpened.class),
            new EventType("TabOrderClosed", "1", TabOrderClosed.class),
            new EventType("ItemsDirected", "1", ItemsDirected.class),
            new EventType("ItemsArrived", "1", ItemsArrived.class));

    private static final Map<String, EventType> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    private static final Map<Class<?>, EventType> BY_PAYLOAD =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::payload, Function.identity()));

    private EventTypes() {}

    public static List<EventType> all() {
        return ALL;
    }

    static @Nullable EventType named(String name) {
        return BY_NAME.get(name);
    }

    static @Nullable EventType of(Class<?> payload) {
        return BY_PAYLOAD.get(payload);
    }

    /** The stored name of an event that the service knows. */
    public static String nameOf(Object event) {
        EventType type = of(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("Not a stored event: " + event.getClass());
        }
        return type.name();
    }
}
