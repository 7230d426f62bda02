package holdfast.app.tabs;

import holdfast.app.orders.OrderBody;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import holdfast.order.tab.TabState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tab as the API shows it.
 *
 * @param orderId its open order; null when there is none
 * @param openedAt since when it is the open one
 * @param version of the tab; the order has its own
 */
record TabBody(
        String tab,
        @Nullable String orderId,
        @Nullable Instant openedAt,
        long version,
        @Nullable OrderBody order) {

    /** An order that is no draft is not open any more, whether or not the tab has been told. */
    static TabBody of(TabState tab, OrderState order) {
        boolean isOpen = order.version() > 0 && order.status() == OrderStatus.DRAFT;
        return isOpen
                ? new TabBody(tab.tab(), tab.orderId(), tab.openedAt(), tab.version(), OrderBody.of(order))
                : new TabBody(tab.tab(), null, null, tab.version(), null);
    }

    boolean isOpen() {
        return orderId != null;
    }
}
