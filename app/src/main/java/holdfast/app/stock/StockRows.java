package holdfast.app.stock;

import holdfast.inventory.StockDefinitionEvent.StockDefined;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockItemState;
import holdfast.inventory.StockLevel;
import holdfast.inventory.Transfers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of the read models of stock. */
final class StockRows {

    private StockRows() {}

    /** How a SKU is defined, with the version of the definition. */
    record Definition(StockDefined defined, long version) {}

    /**
     * A location of a SKU.
     *
     * @param sent the sum of what ever left to other locations
     * @param arrived the sum of what ever came from them
     * @param safetyStock null where that of the definition holds
     */
    record Level(
            BigDecimal onHand,
            BigDecimal reserved,
            BigDecimal sent,
            BigDecimal arrived,
            @Nullable BigDecimal safetyStock,
            long version) {

        static final Level NONE =
                new Level(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, null, 0);

        /** What a reader sees of a location at a time: a hold past its deadline holds nothing. */
        static Level of(StockItemState item, Instant time) {
            StockLevel level = item.levelAt(time);
            Transfers transfers = item.transfers();
            return new Level(
                    level.onHand(),
                    level.reserved(),
                    transfers.sent(),
                    transfers.arrived(),
                    item.safetyStock(),
                    item.version());
        }

        Level next() {
            return new Level(onHand, reserved, sent, arrived, safetyStock, version + 1);
        }

        Level plus(BigDecimal moreOnHand, BigDecimal moreReserved) {
            return new Level(onHand.add(moreOnHand), reserved.add(moreReserved), sent, arrived, safetyStock, version);
        }

        Level sending(BigDecimal quantity) {
            return new Level(onHand, reserved, sent.add(quantity), arrived, safetyStock, version);
        }

        Level arriving(BigDecimal quantity) {
            return new Level(onHand, reserved, sent, arrived.add(quantity), safetyStock, version);
        }

        Level keeping(BigDecimal quantity) {
            return new Level(onHand, reserved, sent, arrived, quantity, version);
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
