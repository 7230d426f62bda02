package holdfast.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * How a stock item differs from an earlier version of it.
 *
 * @param state the item, with those holds only that are new or not as they were
 * @param gone the holders whose holds are not remembered any more
 */
public record StockItemDifference(StockItemState state, List<String> gone) {

    /** What changed from a version to a later one; it costs no more than what changed. */
    public static StockItemDifference between(StockItemState earlier, StockItemState later) {
        List<Hold> changed = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        later.holds().compare(earlier.holds(), changed::add, hold -> gone.add(hold.holder()));
        Holds different = Holds.of(changed, later.holds().forgottenUntil());
        return new StockItemDifference(later.with(different), List.copyOf(gone));
    }

    /** The later version again. */
    public StockItemState appliedTo(StockItemState earlier) {
        return state.with(earlier.holds().replaced(state.holds(), gone));
    }
}
