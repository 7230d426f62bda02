package holdfast.app.dashboard;

import holdfast.order.ItemQuantity;
import holdfast.order.OrderEvent;
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
import holdfast.order.ReturnedLine;
import holdfast.order.Shortage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells people what an event of an order means. */
final class OrderStory {

    /**
     * An event in words.
     *
     * @param tone the status that it leads to, as the name of a style; empty when it leads to none
     */
    record Told(String title, String tone, List<String> details) {}

    private final Words words = new Words();
    private final String currency;

    OrderStory(String currency) {
        this.currency = currency;
    }

    Told tell(OrderEvent event) {
        return switch (event) {
            case OrderDrafted e -> told("Drafted", "draft", lines(e.lines()));
            case OrderPlaced e -> told("Placed", "placed", lines(e.lines()));
            case OrderReserved e -> told("Stock held", "reserved", due(e.paymentDueAt()));
            case OrderRejected e -> told("Rejected: not enough stock", "rejected", shortages(e.shortages()));
            case LinesAdded e -> told("Lines added", "", lines(e.lines()));
            case LineQuantityChanged e ->
                told(
                        "Quantity changed",
                        "",
                        List.of("%s: %s \u2192 %s"
                                .formatted(
                                        e.sku(), words.quantity(e.previousQuantity()), words.quantity(e.quantity()))));
            case LineRemoved e -> told("Line removed", "", List.of(item(e.quantity(), e.sku())));
            case LinesSent e -> told("Sent", "", List.of(words.of(e.lineIds().size(), "line", "lines")));
            case LineComped e -> told("Line on the house", "", List.of("line " + e.lineId(), e.reason()));
            case LineVoided e -> told("Line voided", "", List.of(item(e.quantity(), e.sku()), e.reason()));
            case ReservationExtended e -> told("Deadline moved", "", due(e.paymentDueAt()));
            case PaymentReceived e ->
                told("Payment received", "", List.of(words.money(e.amount(), currency) + " by " + e.method()));
            case OrderPaid e -> told("Paid in full", "paid", items("sold", e.items()));
            case OrderCancelled e -> told("Cancelled", "cancelled", freed(e.reason(), e.items()));
            case OrderVoided e -> told("Voided", "voided", freed(e.reason(), e.items()));
            case OrderExpired e -> told("Expired: not paid in time", "expired", items("free again", e.items()));
            case OrderCompleted _ -> told("Completed", "completed", List.of());
            case PaymentRefunded e ->
                told("Money given back", "", List.of(words.money(e.amount(), currency), e.reason()));
            case GoodsReturned e -> told("Goods returned", "", returned(e.lines()));
            case OrderRefunded _ -> told("Refunded", "refunded", List.of());
        };
    }

    private static Told told(String title, String tone, List<String> details) {
        return new Told(title, tone, details);
    }

    private List<String> due(Instant deadline) {
        return List.of("payment due by " + words.dayAndTime(deadline));
    }

    private List<String> lines(List<OrderLine> lines) {
        return lines.stream()
                .map(line -> item(line.quantity(), line.sku()) + " at " + words.money(line.unitPrice(), currency))
                .toList();
    }

    private List<String> shortages(List<Shortage> shortages) {
        return shortages.stream()
                .map(shortage -> "%s at %s: %s wanted, %s available"
                        .formatted(
                                shortage.sku(),
                                shortage.location(),
                                words.quantity(shortage.requested()),
                                words.quantity(shortage.available())))
                .toList();
    }

    private List<String> items(String what, List<ItemQuantity> items) {
        return items.stream()
                .map(item -> item(item.quantity(), item.sku()) + " " + what)
                .toList();
    }

    private List<String> freed(@Nullable String reason, List<ItemQuantity> items) {
        List<String> details = new ArrayList<>(items("free again", items));
        if (reason != null) {
            details.addFirst(reason);
        }
        return details;
    }

    private List<String> returned(List<ReturnedLine> lines) {
        return lines.stream().map(line -> item(line.quantity(), line.sku())).toList();
    }

    private String item(BigDecimal quantity, String sku) {
        return words.quantity(quantity) + " \u00d7 " + sku;
    }
}
