package holdfast.app.stock;

import holdfast.app.stock.Movements.Movement;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The rows of the read models of stock. */
final class StockRows {

    private StockRows() {}

    record Level(BigDecimal onHand, BigDecimal reserved) {

        static final Level NONE = new Level(BigDecimal.ZERO, BigDecimal.ZERO);

        Level plus(BigDecimal moreOnHand, BigDecimal moreReserved) {
            return new Level(onHand.add(moreOnHand), reserved.add(moreReserved));
        }
    }

    record HoldKey(StockItemId item, String holder) implements Comparable<HoldKey> {

        private static final Comparator<HoldKey> ORDER =
                Comparator.comparing((HoldKey key) -> key.item().toString()).thenComparing(HoldKey::holder);

        @Override
        public int compareTo(HoldKey other) {
            return ORDER.compare(this, other);
        }
    }

    record Hold(BigDecimal quantity, Instant expiresAt) {}

    /**
     * What a number of events makes of the tables.
     *
     * @param levels as they are afterwards
     * @param movements what was added, by position
     * @param holds as they are afterwards, those that changed
     * @param ended the holds that were there before and are not any more
     */
    record Changes(
            Map<StockItemId, Level> levels, List<Movement> movements, Map<HoldKey, Hold> holds, List<HoldKey> ended) {}
}
