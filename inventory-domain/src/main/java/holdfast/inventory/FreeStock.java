package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The rule that nothing is promised twice: only what is on hand, not held and not kept back may be had. */
final class FreeStock {

    private FreeStock() {}

    /**
     * Passes when the wanted quantity is free.
     *
     * @param keptBack safety stock, which nobody may have
     * @throws StockRefusal.InsufficientStock when it is not, even if every lapsed hold were
     * @throws StockRefusal.LapsedHoldsInTheWay when it would be, once the holders named have been asked to expire
     */
    static void require(StockItemState state, StockItemId item, BigDecimal wanted, BigDecimal keptBack, Instant at)
            throws StockRefusal {
        BigDecimal free = state.onHand().subtract(state.holds().reserved()).subtract(keptBack);
        if (wanted.signum() <= 0 || wanted.compareTo(free) <= 0) {
            return;
        }
        BigDecimal best = free.add(state.holds().lapsedAt(at));
        if (wanted.compareTo(best) > 0) {
            throw new StockRefusal.InsufficientStock(item, wanted, Quantities.plain(best.max(BigDecimal.ZERO)));
        }
        throw new StockRefusal.LapsedHoldsInTheWay(item, firstHoldersOf(wanted.subtract(free), state.holds()));
    }

    /** Those who would have to let go, first deadline first, for so much to be free. */
    private static List<String> firstHoldersOf(BigDecimal missing, Holds holds) {
        List<String> holders = new ArrayList<>();
        BigDecimal left = missing;
        for (Iterator<Hold> next = holds.firstDeadlineFirst(); left.signum() > 0; ) {
            Hold hold = next.next();
            holders.add(hold.holder());
            left = left.subtract(hold.quantity());
        }
        return holders;
    }
}
