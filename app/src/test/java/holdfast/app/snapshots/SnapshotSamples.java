package holdfast.app.snapshots;

import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.SafetyStockChanged;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.inventory.StockItemDifference;
import holdfast.inventory.StockItemState;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.GoodsReturned;
import holdfast.order.OrderEvent.LineComped;
import holdfast.order.OrderEvent.LineQuantityChanged;
import holdfast.order.OrderEvent.LinesAdded;
import holdfast.order.OrderEvent.LinesSent;
import holdfast.order.OrderEvent.OrderDrafted;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRejected;
import holdfast.order.OrderEvent.OrderReserved;
import holdfast.order.OrderEvent.PaymentReceived;
import holdfast.order.OrderEvent.PaymentRefunded;
import holdfast.order.OrderLine;
import holdfast.order.OrderState;
import holdfast.order.ReturnedLine;
import holdfast.order.Shortage;
import holdfast.order.session.SessionEvent;
import holdfast.order.session.SessionEvent.LogoutRequested;
import holdfast.order.session.SessionEvent.SessionAssigned;
import holdfast.order.session.SessionEvent.SessionOpened;
import holdfast.order.session.SessionItem;
import holdfast.order.session.SessionState;
import holdfast.order.tab.TabEvent.TabOrderOpened;
import holdfast.order.tab.TabState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each golden file under {@code snapshots/} must be read as, by its name without {@code .json}. */
final class SnapshotSamples {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Instant DUE = Instant.parse("2026-03-01T12:15:00.123456Z");
    private static final Instant LATER = Instant.parse("2026-03-01T12:40:00Z");

    private SnapshotSamples() {}

    static Map<String, Object> all() {
        Map<String, Object> samples = new LinkedHashMap<>();
        StockItemState item = stock(StockItemState.NONE, untilNoon());
        StockItemState later = stock(item, afterNoon());
        samples.put("StockItem.1", item);
        samples.put("StockItem.1.minimal", StockItemState.NONE);
        samples.put("StockItem.1.difference", StockItemDifference.between(item, later));
        samples.put("Order.1", orders(paid()));
        samples.put("Order.1.minimal", orders(rejected()));
        samples.put("Session.1", sessions());
        samples.put("Session.1.minimal", SessionState.NONE.evolve(new SessionOpened("anna", "s-1", AT)));
        samples.put("Tab.1", TabState.NONE.evolve(new TabOrderOpened("table-7", "o-1", "EUR", AT)));
        samples.put("Tab.1.minimal", TabState.NONE);
        return samples;
    }

    private static List<StockEvent> untilNoon() {
        return List.of(
                new StockReceived("ham", "cellar", dec("12.5"), null, AT),
                new SafetyStockChanged("ham", "cellar", dec("0.5"), AT),
                new StockReserved("ham", "cellar", "o-1", "placed", dec("0.125"), DUE, AT),
                new StockReserved("ham", "cellar", "o-2", "placed", dec("2"), LATER, AT),
                new StockReleased("ham", "cellar", "o-2", "c-1", dec("0.5"), AT),
                new StockReserved("ham", "cellar", "o-3", "placed", dec("1"), DUE, AT),
                new StockSold("ham", "cellar", "o-3", dec("1"), AT),
                new StockReturned("ham", "cellar", "o-3", "r-1", dec("1"), AT),
                new StockTransferredOut("ham", "cellar", "t-1", "shop-2", dec("1.25"), 0, AT),
                new StockTransferredIn("ham", "cellar", "t-2", "shop-3", dec("0.25"), 7, AT));
    }

    /** One hold is extended, one comes, one is sold, and an empty one is forgotten. */
    private static List<StockEvent> afterNoon() {
        return List.of(
                new HoldExtended("ham", "cellar", "o-1", LATER, AT),
                new StockReserved("ham", "cellar", "o-4", "placed", dec("3"), LATER, DUE),
                new StockSold("ham", "cellar", "o-2", dec("1.5"), DUE));
    }

    private static StockItemState stock(StockItemState from, List<StockEvent> events) {
        StockItemState state = from;
        for (StockEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    private static List<OrderEvent> paid() {
        OrderLine shirt = new OrderLine("1", "shirt-m", "main", dec("2"), dec("19.90"));
        OrderLine ham = new OrderLine("ham", "ham", "cellar", dec("0.125"), dec("24.00"));
        OrderLine water = new OrderLine("w", "water", "main", dec("1"), dec("0.80"));
        List<OrderLine> lines = List.of(shirt, ham);
        return List.of(
                new OrderDrafted("o-1", "anna", "Table 7", "EUR", lines, Duration.ofMinutes(15), AT),
                new LinesAdded("o-1", "c-2", List.of(water), AT),
                new LineQuantityChanged("o-1", "c-1", "1", "shirt-m", "main", dec("2"), dec("1"), AT),
                new OrderPlaced("o-1", "anna", "Table 7", "EUR", List.of(), null, DUE, AT),
                new OrderReserved("o-1", DUE, AT),
                new LinesSent("o-1", List.of("ham", "1"), AT),
                new LinesSent("o-1", List.of("ham"), AT),
                new LineComped("o-1", "w", "warm", AT),
                new LineComped("o-1", "1", "torn", AT),
                new PaymentReceived("o-1", "p-1", dec("3.00"), "card", AT),
                new OrderPaid("o-1", List.of(new ItemQuantity("ham", "cellar", dec("0.125"))), AT),
                new PaymentRefunded("o-1", "r-1", "p-1", dec("1.00"), "broken", true, AT),
                new GoodsReturned("o-1", "r-1", List.of(new ReturnedLine("ham", "ham", "cellar", dec("0.125"))), AT));
    }

    private static List<OrderEvent> rejected() {
        OrderLine shirt = new OrderLine("1", "shirt-m", "main", dec("2"), dec("19.90"));
        return List.of(
                new OrderPlaced("o-1", null, null, "EUR", List.of(shirt), null, DUE, AT),
                new OrderRejected("o-1", List.of(new Shortage("shirt-m", "main", dec("2"), dec("0"))), AT));
    }

    private static OrderState orders(List<OrderEvent> events) {
        OrderState state = OrderState.NONE;
        for (OrderEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    private static SessionState sessions() {
        List<SessionItem> items = List.of(new SessionItem("ham", "cellar", dec("0.125"), dec("24.00")));
        List<SessionEvent> events = List.of(
                new SessionOpened("anna", "s-1", AT),
                new LogoutRequested("anna", "s-1", AT),
                new SessionAssigned("anna", "s-1", "table-7", "EUR", items, AT));
        SessionState state = SessionState.NONE;
        for (SessionEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    private static BigDecimal dec(String number) {
        return new BigDecimal(number);
    }
}
