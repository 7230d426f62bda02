package holdfast.app.stock;

import holdfast.app.stock.Movements.Movement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for movements by growing position.
 *
 * @param limit how many at most; one more tells that there are more
 * @param after the position behind which to begin
 */
record FindMovements(
        @Nullable String sku,
        @Nullable String orderId,
        @Nullable String location,
        int limit,
        long after) {

    record Found(List<Movement> movements) {}
}
