package holdfast.app.audit;

import static holdfast.order.OrderStatus.CANCELLED;
import static holdfast.order.OrderStatus.DRAFT;
import static holdfast.order.OrderStatus.EXPIRED;
import static holdfast.order.OrderStatus.PAID;
import static holdfast.order.OrderStatus.PLACED;
import static holdfast.order.OrderStatus.REJECTED;
import static holdfast.order.OrderStatus.RESERVED;
import static holdfast.order.OrderStatus.VOIDED;

import holdfast.inventory.StockEvent.StockSold;
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
import holdfast.order.OrderStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of the orders that are not settled: alive, or ended with stock still on its way.
 *
 * <p>An order that ended and whose stock is sold or free is forgotten. What comes after that is found by its absence: it
 * can only be held, sold or paid for an order that is here.
 */
final class OrderBook {

    private final Map<String, OrderAccount> open = new HashMap<>();
    private final StockBook stock;
    private final Scope scope;
    private final Findings findings;
    private final ReturnBook returns;

    OrderBook(StockBook stock, Scope scope, Findings findings) {
        this.stock = stock;
        this.scope = scope;
        this.findings = findings;
        this.returns = new ReturnBook(scope, findings);
    }

    void apply(EventRef ref, OrderEvent event) {
        switch (event) {
            case OrderDrafted e -> draft(ref, e);
            case OrderPlaced e -> place(ref, e);
            case OrderReserved e -> on(ref, e, order -> order.to(RESERVED), PLACED);
            case OrderRejected e -> on(ref, e, order -> order.to(REJECTED), PLACED);
            case LinesAdded e -> on(ref, e, order -> order.addLines(e.lines()), DRAFT, RESERVED);
            case LineQuantityChanged e -> changeLine(ref, e);
            case LineRemoved e -> removeLine(ref, e);
            case LinesSent _ -> {} // moves neither stock nor money
            case LineComped e -> on(ref, e, order -> order.comp(e.lineId()), DRAFT, RESERVED);
            case LineVoided e -> voidLine(ref, e);
            case ReservationExtended e -> extend(ref, e);
            case PaymentReceived e -> pay(ref, e);
            case OrderPaid e -> paid(ref, e);
            case OrderCancelled e -> end(ref, e, CANCELLED, DRAFT, RESERVED);
            case OrderVoided e -> end(ref, e, VOIDED, DRAFT, RESERVED);
            case OrderExpired e -> end(ref, e, EXPIRED, PLACED, RESERVED);
            case OrderCompleted e -> complete(ref, e);
            case PaymentRefunded e -> refund(e);
            case GoodsReturned e -> returns.expect(ref, e);
            case OrderRefunded e -> complete(ref, e);
        }
        forgetIfSettled(event.orderId());
    }

    private void draft(EventRef ref, OrderDrafted e) {
        if (open.containsKey(e.orderId())) {
            outOfState(ref, e);
            return;
        }
        OrderAccount order = new OrderAccount(e.orderId(), e.currency(), DRAFT);
        order.addLines(e.lines());
        open.put(e.orderId(), order);
    }

    private void place(EventRef ref, OrderPlaced e) {
        OrderAccount known = open.get(e.orderId());
        if (known != null && known.status() != DRAFT) {
            outOfState(ref, e);
            return;
        }
        OrderAccount order = new OrderAccount(e.orderId(), e.currency(), PLACED);
        order.addLines(e.lines());
        order.stepAt(ref.position());
        order.dueAt(e.paymentDueAt());
        if (known != null) {
            order.compAs(known);
        }
        open.put(e.orderId(), order);
    }

    private void changeLine(EventRef ref, LineQuantityChanged e) {
        Consumer<OrderAccount> change = order -> {
            order.changeLine(e.lineId(), e.quantity());
            order.stepAt(ref.position());
        };
        on(ref, e, change, DRAFT, RESERVED);
    }

    private void removeLine(EventRef ref, LineRemoved e) {
        Consumer<OrderAccount> removal = order -> {
            order.removeLine(e.lineId());
            order.stepAt(ref.position());
        };
        on(ref, e, removal, DRAFT, RESERVED);
    }

    private void voidLine(EventRef ref, LineVoided e) {
        Consumer<OrderAccount> change = order -> {
            if (e.left().signum() == 0) {
                order.removeLine(e.lineId());
            } else {
                order.changeLine(e.lineId(), e.left());
            }
            order.stepAt(ref.position());
        };
        on(ref, e, change, DRAFT, RESERVED);
    }

    /** What is left of a payment cannot be told once the order is settled; the order itself sees to it. */
    private void refund(PaymentRefunded e) {
        OrderAccount order = open.get(e.orderId());
        if (order != null) {
            order.refund(e.amount());
        }
    }

    private void extend(EventRef ref, ReservationExtended e) {
        Consumer<OrderAccount> extension = order -> {
            order.dueAt(e.paymentDueAt());
            order.stepAt(ref.position());
        };
        on(ref, e, extension, RESERVED);
    }

    private void end(EventRef ref, OrderEvent e, OrderStatus status, OrderStatus... from) {
        Consumer<OrderAccount> ending = order -> {
            order.to(status);
            order.stepAt(ref.position());
        };
        on(ref, e, ending, from);
    }

    private void pay(EventRef ref, PaymentReceived e) {
        OrderAccount order = open.get(e.orderId());
        Subject subject = Subject.order(e.orderId());
        if (order == null || order.status() != RESERVED) {
            add(Discrepancy.of(Kind.PAYMENT_NOT_DUE, subject, 0, e.amount()), ref);
        }
        if (order != null && !order.pay(e.paymentId(), e.amount())) {
            add(Discrepancy.of(Kind.PAYMENT_REPEATED, subject, null, e.paymentId()), ref);
        }
    }

    private void paid(EventRef ref, OrderPaid e) {
        end(ref, e, PAID, RESERVED);
        OrderAccount order = open.get(e.orderId());
        if (order != null && order.total().compareTo(order.paid()) != 0) {
            Subject subject = Subject.order(e.orderId());
            add(Discrepancy.of(Kind.PAID_DIFFERS_FROM_TOTAL, subject, order.total(), order.paid()), ref);
        }
    }

    /** Whether it was paid cannot be told once it is settled; its stock was. */
    private void complete(EventRef ref, OrderEvent e) {
        OrderAccount order = open.get(e.orderId());
        if (order != null && order.status() != PAID) {
            outOfState(ref, e);
        }
    }

    private void on(EventRef ref, OrderEvent event, Consumer<OrderAccount> change, OrderStatus... from) {
        OrderAccount order = open.get(event.orderId());
        if (order == null || !List.of(from).contains(order.status())) {
            outOfState(ref, event);
        }
        if (order != null) {
            change.accept(order);
        }
    }

    private void outOfState(EventRef ref, OrderEvent event) {
        OrderAccount order = open.get(event.orderId());
        String actual = ref.type() + " when " + (order == null ? "nothing was open" : order.status());
        add(Discrepancy.of(Kind.ORDER_EVENT_OUT_OF_STATE, Subject.order(event.orderId()), null, actual), ref);
    }

    /** Orders as such are no matter of one SKU. */
    private void add(Discrepancy ofOrder, EventRef ref) {
        if (scope.isAll()) {
            findings.add(ofOrder.behind(ref));
        }
    }

    /** Only what was paid is sold. */
    void sold(EventRef ref, StockSold e) {
        OrderAccount order = open.get(e.holder());
        if (order == null || order.status() != PAID) {
            findings.add(Discrepancy.of(Kind.SOLD_NOT_PAID, Subject.hold(e.item(), e.holder()), 0, e.quantity())
                    .behind(ref));
        }
        if (order != null) {
            order.sell(e.item(), e.quantity(), ref);
        }
    }

    void forgetIfSettled(String orderId) {
        OrderAccount order = open.get(orderId);
        if (order != null && isSettled(order)) {
            open.remove(orderId);
        }
    }

    private boolean isSettled(OrderAccount order) {
        return switch (order.status()) {
            case DRAFT, PLACED, RESERVED -> false;
            case REJECTED, CANCELLED, VOIDED, EXPIRED ->
                stock.holdsOf(order.orderId()).isEmpty();
            case PAID, COMPLETED, REFUNDED ->
                stock.holdsOf(order.orderId()).isEmpty() && Quantities.areEqual(order.needs(scope), order.sold());
        };
    }

    ReturnBook returns() {
        return returns;
    }

    @Nullable
    OrderAccount get(String orderId) {
        return open.get(orderId);
    }

    Collection<OrderAccount> open() {
        return open.values();
    }
}
