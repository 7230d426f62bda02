package holdfast.app.audit;

import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockEvent;
import holdfast.order.tab.TabEvent;
import java.util.function.LongFunction;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** Compares all read models that the audit is asked about: orders and tabs are no matter of one SKU. */
final class Comparisons {

    private final Scope scope;
    private final StockComparison stock;
    private final OrderComparison orders;
    private final OpenTabComparison tabs;
    private final DeadlineCheck deadlines;
    private final LongFunction<EventRef> events;

    Comparisons(
            Scope scope,
            StockComparison stock,
            OrderComparison orders,
            OpenTabComparison tabs,
            DeadlineCheck deadlines,
            LongFunction<EventRef> events) {
        this.scope = scope;
        this.stock = stock;
        this.orders = orders;
        this.tabs = tabs;
        this.deadlines = deadlines;
        this.events = events;
    }

    /** The events from after one position to another come next. */
    void open(long after, long to) {
        stock.open(after, to);
    }

    /**
     * An event comes next.
     *
     * @param payload null when it cannot be read
     * @param before the position of the event before it
     */
    void before(TrackedEventMessage<?> message, @Nullable Object payload, long position, long before) {
        stock.before(payload, position, before);
        if (scope.isAll()) {
            orders.take(message, payload, position, before);
            if (payload instanceof TabEvent event) {
                tabs.take(event, position, before);
            }
        }
    }

    void take(StockDefinitionEvent event) {
        stock.take(event);
    }

    /** @param item as it is after the event */
    void take(EventRef ref, StockEvent event, ItemAccount item) {
        stock.take(ref, event, item);
    }

    /** The announced events are over. */
    void closeBatch() {
        stock.closeBatch();
        orders.closeBatch();
    }

    /** All events are over. */
    void close(long head, Ledger ledger) {
        stock.close(head);
        if (scope.isAll()) {
            orders.close(events);
            tabs.close();
            deadlines.check(ledger);
        }
    }

    ComparedAt comparedAt(long head) {
        return scope.isAll()
                ? new ComparedAt(stock.comparedAt(head), orders.comparedAt(head), tabs.comparedAt(head))
                : new ComparedAt(stock.comparedAt(head), null, null);
    }
}
