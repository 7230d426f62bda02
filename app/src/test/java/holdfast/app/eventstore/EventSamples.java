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
import holdfast.inventory.cart.CartItem;
import holdfast.inventory.cart.CartShortage;
import holdfast.order.ItemQuantity;
import holdfast.order.NewLine;
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
import holdfast.order.OrderLine;
import holdfast.order.OrderStatus;
import holdfast.order.ReturnedLine;
import holdfast.order.Shortage;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.AmendmentApplied;
import holdfast.order.amendment.AmendmentEvent.AmendmentRefused;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import holdfast.order.amendment.AmendmentRefusal;
import holdfast.order.amendment.AmendmentRefusal.Reason;
import holdfast.order.session.SessionEvent.LogoutRequested;
import holdfast.order.session.SessionEvent.SessionAssigned;
import holdfast.order.session.SessionEvent.SessionCompleted;
import holdfast.order.session.SessionEvent.SessionItemsReplaced;
import holdfast.order.session.SessionEvent.SessionOpened;
import holdfast.order.session.SessionItem;
import holdfast.order.tab.AssignmentEvent.ItemsArrived;
import holdfast.order.tab.AssignmentEvent.ItemsDirected;
import holdfast.order.tab.TabEvent.TabOrderClosed;
import holdfast.order.tab.TabEvent.TabOrderOpened;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each golden file under {@code events/} must be read as, by its name without {@code .json}. */
final class EventSamples {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Instant DUE = Instant.parse("2026-03-01T12:15:00.123456Z");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final OrderLine SHIRT = new OrderLine("1", "shirt-m", "main", dec("2"), dec("19.90"));
    private static final OrderLine HAM = new OrderLine("ham", "ham", "cellar", dec("0.125"), dec("24.00"));
    private static final List<ItemQuantity> ITEMS =
            List.of(new ItemQuantity("ham", "cellar", dec("0.125")), new ItemQuantity("shirt-m", "main", dec("2")));

    private EventSamples() {}

    static Map<String, Object> all() {
        Map<String, Object> samples = new LinkedHashMap<>();
        stock(samples);
        countsAndTransfers(samples);
        carts(samples);
        orders(samples);
        endsOfOrders(samples);
        till(samples);
        amendments(samples);
        sessions(samples);
        return samples;
    }

    private static void stock(Map<String, Object> s) {
        s.put("StockDefined.1", new StockDefined("ham", "Smoked ham", "kg", 3, "hams", dec("0.5"), AT));
        s.put("StockDefined.1.minimal", new StockDefined("shirt-m", "shirt-m", "piece", 0, null, dec("0"), NOON));
        s.put("StockReceived.1", new StockReceived("ham", "cellar", dec("12.5"), "delivery 4711", AT));
        s.put("StockReceived.1.minimal", new StockReceived("ham", "cellar", dec("1000000"), null, NOON));
        s.put("StockAdjusted.1", new StockAdjusted("ham", "cellar", dec("-0.125"), "tasted", AT));
        s.put("StockIssued.1", new StockIssued("shirt-m", "main", dec("3"), "till 2", AT));
        s.put("StockIssued.1.minimal", new StockIssued("shirt-m", "main", dec("3"), null, NOON));
        s.put("StockReserved.1", new StockReserved("ham", "cellar", "o-1", "placed", dec("0.125"), DUE, AT));
        s.put("StockReleased.1", new StockReleased("ham", "cellar", "o-1", "c-1", dec("0.025"), AT));
        s.put("StockReleased.1.minimal", new StockReleased("ham", "cellar", "o-1", null, dec("0.1"), NOON));
        s.put("HoldExtended.1", new HoldExtended("ham", "cellar", "o-1", DUE, AT));
        s.put("StockReturned.1", new StockReturned("ham", "cellar", "o-1", "r-1", dec("0.125"), AT));
        s.put("StockSold.1", new StockSold("ham", "cellar", "o-1", dec("0.125"), AT));
    }

    private static void countsAndTransfers(Map<String, Object> s) {
        s.put("StockCounted.1", new StockCounted("ham", "cellar", dec("12"), dec("-0.5"), AT));
        s.put("StockTransferredOut.1", new StockTransferredOut("ham", "cellar", "t-1", "shop-2", dec("1.25"), 4, AT));
        s.put("StockTransferredIn.1", new StockTransferredIn("ham", "shop-2", "t-1", "cellar", dec("1.25"), 7, AT));
        s.put("SafetyStockChanged.1", new SafetyStockChanged("ham", "cellar", dec("0.5"), AT));
    }

    private static void carts(Map<String, Object> s) {
        List<CartItem> items =
                List.of(new CartItem("ham", "cellar", dec("0.125")), new CartItem("shirt-m", "main", dec("2")));
        CartShortage missing = new CartShortage("ham", "cellar", dec("0.125"), dec("0.1"));
        s.put("CartRequested.1", new CartRequested("c-1", items, Duration.ofMinutes(15), DUE, AT));
        s.put("CartHeld.1", new CartHeld("c-1", DUE, AT));
        s.put("CartRejected.1", new CartRejected("c-1", List.of(missing), AT));
        s.put("CartExtended.1", new CartExtended("c-1", DUE, items, AT));
        s.put("CartCommitted.1", new CartCommitted("c-1", items, AT));
        s.put("CartReleased.1", new CartReleased("c-1", items, AT));
        s.put("CartExpired.1", new CartExpired("c-1", items, AT));
        s.put("CartTakenOver.1", new CartTakenOver("c-1", "o-1", DUE, AT));
        s.put(
                "HoldTakenOver.1",
                new HoldTakenOver("ham", "cellar", "cart:c-1", "o-1", "placed", dec("0.125"), DUE, AT));
    }

    private static void orders(Map<String, Object> s) {
        Duration window = Duration.ofMinutes(15);
        List<OrderLine> lines = List.of(SHIRT, HAM);
        s.put("OrderDrafted.1", new OrderDrafted("o-1", "anna", "Table 7", "EUR", lines, window, AT));
        s.put("OrderDrafted.1.minimal", new OrderDrafted("o-1", null, null, "JPY", List.of(), null, NOON));
        s.put("OrderPlaced.1", new OrderPlaced("o-1", "anna", "Table 7", "EUR", lines, window, DUE, AT));
        s.put("OrderPlaced.1.minimal", new OrderPlaced("o-1", null, null, "EUR", List.of(SHIRT), null, DUE, NOON));
        s.put(
                "OrderPlaced.1.takeover",
                new OrderPlaced("o-1", "anna", "Table 7", "EUR", lines, "c-1", window, DUE, AT));
        s.put("OrderReserved.1", new OrderReserved("o-1", DUE, AT));
        s.put("OrderRejected.1", new OrderRejected("o-1", List.of(shortage()), AT));
        s.put("LinesAdded.1", new LinesAdded("o-1", "c-1", List.of(HAM), AT));
        s.put(
                "LineQuantityChanged.1",
                new LineQuantityChanged("o-1", "c-2", "ham", "ham", "cellar", dec("0.1"), dec("0.125"), AT));
        s.put("LineRemoved.1", new LineRemoved("o-1", "c-3", "1", "shirt-m", "main", dec("2"), AT));
    }

    private static void endsOfOrders(Map<String, Object> s) {
        s.put("PaymentReceived.1", new PaymentReceived("o-1", "p-1", dec("42.80"), "card", AT));
        s.put("OrderPaid.1", new OrderPaid("o-1", ITEMS, AT));
        s.put("OrderCancelled.1", new OrderCancelled("o-1", "changed their mind", ITEMS, AT));
        s.put("OrderCancelled.1.minimal", new OrderCancelled("o-1", null, List.of(), NOON));
        s.put("OrderExpired.1", new OrderExpired("o-1", ITEMS, AT));
        s.put("OrderCompleted.1", new OrderCompleted("o-1", AT));
    }

    private static void till(Map<String, Object> s) {
        List<ReturnedLine> returned = List.of(new ReturnedLine("ham", "ham", "cellar", dec("0.125")));
        s.put("LinesSent.1", new LinesSent("o-1", List.of("1", "ham"), AT));
        s.put("LineComped.1", new LineComped("o-1", "ham", "cold soup", AT));
        s.put(
                "LineVoided.1",
                new LineVoided("o-1", "c-4", "ham", "ham", "cellar", dec("0.025"), dec("0.1"), "mistyped", AT));
        s.put("OrderVoided.1", new OrderVoided("o-1", "left without a word", ITEMS, AT));
        s.put("OrderVoided.1.minimal", new OrderVoided("o-1", null, List.of(), NOON));
        s.put("ReservationExtended.1", new ReservationExtended("o-1", DUE, ITEMS, AT));
        s.put("PaymentRefunded.1", new PaymentRefunded("o-1", "r-1", "p-1", dec("42.80"), "broken", true, AT));
        s.put("GoodsReturned.1", new GoodsReturned("o-1", "r-1", returned, AT));
        s.put("OrderRefunded.1", new OrderRefunded("o-1", AT));
    }

    private static void amendments(Map<String, Object> s) {
        NewLine line = new NewLine("ham", "ham", "cellar", dec("0.125"), dec("24.00"));
        NewLine unnumbered = new NewLine(null, "ham", "cellar", dec("0.125"), dec("24.00"));
        List<ItemQuantity> ham = List.of(new ItemQuantity("ham", "cellar", dec("0.125")));
        s.put("AdditionRequested.1", new AdditionRequested("a-1", "o-1", List.of(line), ham, DUE, 3L, AT));
        s.put(
                "AdditionRequested.1.minimal",
                new AdditionRequested("a-1", "o-1", List.of(unnumbered), ham, DUE, null, NOON));
        s.put("IncreaseRequested.1", new IncreaseRequested("a-1", "o-1", "ham", dec("0.25"), ham, DUE, 3L, AT));
        s.put(
                "IncreaseRequested.1.minimal",
                new IncreaseRequested("a-1", "o-1", "ham", dec("0.25"), ham, DUE, null, NOON));
        s.put("AmendmentApplied.1", new AmendmentApplied("a-1", "o-1", 4, AT));
        s.put("AmendmentRefused.1", refused(everyField()));
        s.put("AmendmentRefused.1.minimal", refused(AmendmentRefusal.because(Reason.RESERVATION_EXPIRED, null)));
    }

    private static void sessions(Map<String, Object> s) {
        List<SessionItem> items = List.of(
                new SessionItem("ham", "cellar", dec("0.125"), dec("24.00")),
                new SessionItem("shirt-m", "main", dec("2"), dec("19.90")));
        s.put("SessionOpened.1", new SessionOpened("anna", "s-1", AT));
        s.put("SessionItemsReplaced.1", new SessionItemsReplaced("anna", "s-1", items, AT));
        s.put("SessionItemsReplaced.1.minimal", new SessionItemsReplaced("anna", "s-1", List.of(), NOON));
        s.put("LogoutRequested.1", new LogoutRequested("anna", "s-1", AT));
        s.put("SessionCompleted.1", new SessionCompleted("anna", "s-1", AT));
        s.put("SessionAssigned.1", new SessionAssigned("anna", "s-1", "table-7", "EUR", items, AT));
        s.put("TabOrderOpened.1", new TabOrderOpened("table-7", "o-1", "EUR", AT));
        s.put("TabOrderClosed.1", new TabOrderClosed("table-7", "o-1", AT));
        s.put("ItemsDirected.1", new ItemsDirected("assignment:s-1", "table-7", "o-1", AT));
        s.put("ItemsArrived.1", new ItemsArrived("assignment:s-1", "o-1", 4, AT));
    }

    private static AmendmentRefused refused(AmendmentRefusal refusal) {
        return new AmendmentRefused("a-1", "o-1", refusal, AT);
    }

    /** No refusal has them all, but each of them is stored like this. */
    private static AmendmentRefusal everyField() {
        return new AmendmentRefusal(
                Reason.INSUFFICIENT_STOCK, "for people", List.of(shortage()), OrderStatus.RESERVED, 3L, 5L);
    }

    private static Shortage shortage() {
        return new Shortage("ham", "cellar", dec("0.125"), dec("0.1"));
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
