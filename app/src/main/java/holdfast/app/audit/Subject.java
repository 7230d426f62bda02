package holdfast.app.audit;

import holdfast.inventory.StockItemId;
import holdfast.inventory.cart.CartId;
import holdfast.order.tab.TabId;
import org.jspecify.annotations.Nullable;

/** What a discrepancy is about; {@code stream} only where the stream itself is in doubt. */
record Subject(
        @Nullable String sku,
        @Nullable String location,
        @Nullable String orderId,
        @Nullable String reservationId,
        @Nullable String stream) {

    /** Figures of all orders. */
    static final Subject NONE = new Subject(null, null, null, null, null);

    static Subject item(StockItemId item) {
        return new Subject(item.sku(), item.location(), null, null, null);
    }

    /** What a holder, an order or a cart, has of an item. */
    static Subject hold(StockItemId item, @Nullable String holder) {
        return new Subject(item.sku(), item.location(), orderOf(holder), cartOf(holder), null);
    }

    static Subject holder(String holder) {
        return new Subject(null, null, orderOf(holder), cartOf(holder), null);
    }

    private static @Nullable String orderOf(@Nullable String holder) {
        return holder == null || CartId.isCart(holder) ? null : holder;
    }

    private static @Nullable String cartOf(@Nullable String holder) {
        return holder == null || !CartId.isCart(holder)
                ? null
                : CartId.parse(holder).id();
    }

    static Subject order(String orderId) {
        return new Subject(null, null, orderId, null, null);
    }

    static Subject orderSku(String orderId, String sku) {
        return new Subject(sku, null, orderId, null, null);
    }

    static Subject tab(String tab, @Nullable String orderId) {
        return new Subject(null, null, orderId, null, new TabId(tab).toString());
    }

    static Subject definition(String sku, String stream) {
        return new Subject(sku, null, null, null, stream);
    }

    static Subject stream(String stream) {
        if (stream.indexOf('@') < 0) {
            return new Subject(null, null, null, null, stream);
        }
        StockItemId item = StockItemId.parse(stream);
        return new Subject(item.sku(), item.location(), null, null, stream);
    }
}
