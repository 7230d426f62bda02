package holdfast.app.audit;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The position at which each read model was compared with the events; null where it was not, for an audit of one SKU.
 *
 * @param stock of the levels, holds, movements and definitions
 * @param orders of the list of orders and their figures
 * @param openTabs of the open orders of tabs
 */
record ComparedAt(
        long stock, @Nullable Long orders, @Nullable Long openTabs) {

    long lowest() {
        return Stream.of(stock, orders, openTabs)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .min()
                .orElse(stock);
    }
}
