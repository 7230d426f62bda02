package holdfast.app.stock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for movements by their positions.
 *
 * @param newestFirst or else by growing position
 * @param limit how many at most; one more tells that there are more
 * @param after the position behind which to begin
 */
public record FindMovements(
        @Nullable String sku,
        @Nullable String orderId,
        @Nullable String location,
        boolean newestFirst,
        int limit,
        long after) {

    public record Found(List<Movement> movements) {}
}
