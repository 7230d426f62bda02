package holdfast.app.audit;

import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.HoldTakenOver;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.cart.CartEvent;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartStatus;
import holdfast.order.OrderEvent;
import holdfast.order.OrderStatus;
import holdfast.order.amendment.AmendmentEvent;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Adds up stock, holds and payments from the events in the order of their positions, in an arithmetic of its own.
 *
 * <p>Its memory is bounded by what is: stock items, open holds, orders and carts that are not settled, and changes of orders that
 * their process has not got to. It keeps nothing per event and forgets an order with its last hold, so a store of many
 * millions of events over thousands of items fits into some megabytes.
 */
final class Ledger {

    private final Findings findings;
    private final Scope scope;
    private final Reached reached;
    private final StockBook stock;
    private final OrderBook orders;
    private final CartBook carts;
    private final Set<String> amending = new HashSet<>();

    Ledger(Scope scope, Reached reached, Findings findings) {
        this.scope = scope;
        this.reached = reached;
        this.findings = findings;
        this.stock = new StockBook(findings);
        this.orders = new OrderBook(stock, scope, findings);
        this.carts = new CartBook(stock, scope, findings);
    }

    /** Answers the account of the stock item as it is after the event. */
    ItemAccount apply(EventRef ref, StockEvent event) {
        ItemAccount item = stock.apply(ref, event);
        switch (event) {
            case StockSold e -> sold(ref, e);
            case StockReleased e -> forgetIfSettled(e.holder());
            case HoldTakenOver e -> {
                carts.takenOver(ref, e);
                carts.forgetIfSettled(e.from());
            }
            case StockReturned e -> orders.returns().returned(ref, e);
            default -> {} // opens or moves only
        }
        return item;
    }

    private void sold(EventRef ref, StockSold event) {
        if (CartId.isCart(event.holder())) {
            carts.sold(ref, event);
        } else {
            orders.sold(ref, event);
        }
        forgetIfSettled(event.holder());
    }

    private void forgetIfSettled(String holder) {
        if (CartId.isCart(holder)) {
            carts.forgetIfSettled(holder);
        } else {
            orders.forgetIfSettled(holder);
        }
    }

    void apply(EventRef ref, CartEvent event) {
        carts.apply(ref, event);
    }

    void apply(EventRef ref, OrderEvent event) {
        orders.apply(ref, event);
    }

    void apply(EventRef ref, AmendmentEvent event) {
        boolean isAsked = event instanceof AdditionRequested || event instanceof IncreaseRequested;
        if (isAsked && ref.position() > reached.amendments()) {
            amending.add(event.orderId());
        }
    }

    StockBook stock() {
        return stock;
    }

    OrderBook orders() {
        return orders;
    }

    CartBook carts() {
        return carts;
    }

    /** Finds what must be settled at the end of the events; see {@link Settlement}. */
    void close() {
        stock.transit().check(reached.amendments(), findings);
        CartSettlement ofCarts = new CartSettlement(stock, carts, scope, this::isInProgress, findings);
        new Settlement(stock, orders, ofCarts, scope, this::isInProgress, findings).check();
        orders.returns().close(reached.reservation());
    }

    /** Visits each order and cart that holds stock and whose process is past it, with the time that it has to pay. */
    void forEachHolding(BiConsumer<String, Instant> visitor) {
        orders.open().stream()
                .filter(order -> order.status() == OrderStatus.RESERVED && !isInProgress(order.orderId()))
                .forEach(order -> visitor.accept(order.orderId(), order.dueAt()));
        carts.open().stream()
                .filter(cart -> cart.status() == CartStatus.HELD && !isInProgress(cart))
                .forEach(cart -> visitor.accept(cart.holder(), cart.expiresAt()));
    }

    /** The holds of a cart that was taken over are moved by the process of the order. */
    private boolean isInProgress(CartAccount cart) {
        return cart.step() > reached.reservation() || (cart.orderId() != null && isInProgress(cart.orderId()));
    }

    private boolean isInProgress(String orderId) {
        OrderAccount order = orders.get(orderId);
        return amending.contains(orderId) || (order != null && order.step() > reached.reservation());
    }
}
