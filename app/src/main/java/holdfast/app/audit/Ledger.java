package holdfast.app.audit;

import holdfast.inventory.StockEvent;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.order.OrderEvent;
import holdfast.order.amendment.AmendmentEvent;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import java.util.HashSet;
import java.util.Set;

/**
 * Adds up stock, holds and payments from the events in the order of their positions, in an arithmetic of its own.
 *
 * <p>Its memory is bounded by what is: stock items, open holds, orders that are not settled, and changes of orders that
 * their process has not got to. It keeps nothing per event and forgets an order with its last hold, so a store of many
 * millions of events over thousands of items fits into some megabytes.
 */
final class Ledger {

    private final Findings findings;
    private final Scope scope;
    private final Reached reached;
    private final StockBook stock;
    private final OrderBook orders;
    private final Set<String> amending = new HashSet<>();

    Ledger(Scope scope, Reached reached, Findings findings) {
        this.scope = scope;
        this.reached = reached;
        this.findings = findings;
        this.stock = new StockBook(findings);
        this.orders = new OrderBook(stock, scope, findings);
    }

    /** Answers the account of the stock item as it is after the event. */
    ItemAccount apply(EventRef ref, StockEvent event) {
        ItemAccount item = stock.apply(ref, event);
        switch (event) {
            case StockSold e -> {
                orders.sold(ref, e);
                orders.forgetIfSettled(e.holder());
            }
            case StockReleased e -> orders.forgetIfSettled(e.holder());
            case StockReturned e -> orders.returns().returned(ref, e);
            default -> {} // opens or moves only
        }
        return item;
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

    /** Finds what must be settled at the end of the events; see {@link Settlement}. */
    void close() {
        stock.transit().check(reached.amendments(), findings);
        new Settlement(stock, orders, scope, this::isInProgress, findings).check();
        orders.returns().close(reached.reservation());
    }

    private boolean isInProgress(String orderId) {
        OrderAccount order = orders.get(orderId);
        return amending.contains(orderId) || (order != null && order.step() > reached.reservation());
    }
}
