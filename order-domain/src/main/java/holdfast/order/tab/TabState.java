package holdfast.order.tab;

import holdfast.order.tab.TabEvent.TabOrderClosed;
import holdfast.order.tab.TabEvent.TabOrderOpened;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tab after a number of events.
 *
 * @param orderId its open order, with {@code currency} and {@code openedAt}; null when there is none
 * @param version number of events, 0 before the first
 */
public record TabState(
        String tab,
        @Nullable String orderId,
        @Nullable String currency,
        @Nullable Instant openedAt,
        long version) {

    public static final TabState NONE = new TabState("", null, null, null, 0);

    public TabState evolve(TabEvent event) {
        return switch (event) {
            case TabOrderOpened e -> new TabState(e.tab(), e.orderId(), e.currency(), e.at(), version + 1);
            case TabOrderClosed e -> new TabState(e.tab(), null, null, null, version + 1);
        };
    }
}
