package holdfast.app.stock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for SKUs by name.
 *
 * @param belowSafetyStock whether at some location less is free than is to be kept back there; null for either
 * @param low only those of which at some location no more is free than is to be kept back there
 * @param limit how many at most; one more tells that there are more
 * @param after the SKU behind which to begin
 */
public record FindStock(
        @Nullable String productId, @Nullable Boolean belowSafetyStock, boolean low, int limit, String after) {

    public record Found(List<StockBody> stock) {}
}
