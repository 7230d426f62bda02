package holdfast.app.audit;

import holdfast.inventory.StockItemId;
import org.jspecify.annotations.Nullable;

/** What a discrepancy is about; {@code stream} only where the stream itself is in doubt. */
record Subject(
        @Nullable String sku,
        @Nullable String location,
        @Nullable String orderId,
        @Nullable String stream) {

    static Subject item(StockItemId item) {
        return new Subject(item.sku(), item.location(), null, null);
    }

    static Subject hold(StockItemId item, @Nullable String orderId) {
        return new Subject(item.sku(), item.location(), orderId, null);
    }

    static Subject order(String orderId) {
        return new Subject(null, null, orderId, null);
    }

    static Subject stream(String stream) {
        if (stream.indexOf('@') < 0) {
            return new Subject(null, null, null, stream);
        }
        StockItemId item = StockItemId.parse(stream);
        return new Subject(item.sku(), item.location(), null, stream);
    }
}
