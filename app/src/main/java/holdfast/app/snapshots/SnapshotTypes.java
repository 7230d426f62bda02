package holdfast.app.snapshots;

import holdfast.inventory.StockItemDifference;
import holdfast.inventory.StockItemState;
import holdfast.order.OrderState;
import holdfast.order.session.SessionState;
import holdfast.order.tab.TabState;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The states that are kept, under names and revisions that outlive any class name.
 *
 * <p>Only streams that can grow long are among them. Their stored form is frozen by the golden files under test
 * resources: whoever changes it gives it a new revision, and the streams are read from their events until they are kept
 * anew.
 */
public final class SnapshotTypes {

    public static final SnapshotType<StockItemState> STOCK_ITEM = new SnapshotType<>(
            "StockItem",
            "1",
            StockItemState.class,
            StockItemState::parts,
            new Differences<>(
                    StockItemDifference.class,
                    StockItemDifference::between,
                    (earlier, difference) -> difference.appliedTo(earlier)));
    public static final SnapshotType<OrderState> ORDER =
            new SnapshotType<>("Order", "1", OrderState.class, OrderState::parts, null);
    public static final SnapshotType<SessionState> SESSION = new SnapshotType<>(
            "Session", "1", SessionState.class, state -> state.items().size(), null);
    public static final SnapshotType<TabState> TAB = new SnapshotType<>("Tab", "1", TabState.class, _ -> 1, null);

    private static final List<SnapshotType<?>> ALL = List.of(STOCK_ITEM, ORDER, SESSION, TAB);

    private static final Map<String, SnapshotType<?>> BY_KEY =
            ALL.stream().collect(Collectors.toUnmodifiableMap(SnapshotType::key, Function.identity()));

    private SnapshotTypes() {}

    static List<SnapshotType<?>> all() {
        return ALL;
    }

    /** Null for what another version of this service kept. */
    static @Nullable SnapshotType<?> of(String key) {
        return BY_KEY.get(key);
    }
}
