package holdfast.inventory;

import java.math.BigDecimal;
import java.util.List;

/**
 * A command that the rules refuse.
 *
 * <p>Checked, so that a refusal is told from a failure: it leaves other commands of the same transaction alone. It is
 * an answer and not an accident, so it carries no stack trace.
 */
public abstract sealed class StockRefusal extends Exception {

    private StockRefusal(String message) {
        super(message, null, false, false);
    }

    /** Nobody defined this SKU. */
    public static final class UnknownSku extends StockRefusal {
        public UnknownSku(String sku) {
            super("SKU " + sku + " is not defined");
        }
    }

    /** A quantity has more decimals than its SKU allows. */
    public static final class TooManyDecimals extends StockRefusal {
        private final String field;

        public TooManyDecimals(String sku, int scale, String field) {
            super("SKU " + sku + " takes quantities with at most " + scale + " decimals");
            this.field = field;
        }

        /** What the caller named it. */
        public String field() {
            return field;
        }
    }

    /** A scale may grow only: what is on hand might not be expressible any more. */
    public static final class ScaleLowered extends StockRefusal {
        public ScaleLowered(String sku, int scale) {
            super("The scale of SKU " + sku + " is " + scale + " and cannot be lowered");
        }
    }

    /** Less is available than was asked for. */
    public static final class InsufficientStock extends StockRefusal {
        private final StockItemId item;
        private final BigDecimal requested;
        private final BigDecimal available;

        public InsufficientStock(StockItemId item, BigDecimal requested, BigDecimal available) {
            super("Of " + item.sku() + " at " + item.location() + " " + available.toPlainString()
                    + " is available, not " + requested.toPlainString());
            this.item = item;
            this.requested = requested;
            this.available = available;
        }

        public StockItemId item() {
            return item;
        }

        public BigDecimal requested() {
            return requested;
        }

        public BigDecimal available() {
            return available;
        }
    }

    /**
     * Enough would be available once these holders, whose deadline has passed, have been asked to expire.
     *
     * <p>Only the holder knows whether it was paid in time: then its hold is a sale and not free.
     */
    public static final class LapsedHoldsInTheWay extends StockRefusal {
        private final StockItemId item;
        private final List<String> holders;

        public LapsedHoldsInTheWay(StockItemId item, List<String> holders) {
            super("Lapsed holds at " + item + " wait for their holders: " + holders);
            this.item = item;
            this.holders = List.copyOf(holders);
        }

        public StockItemId item() {
            return item;
        }

        public List<String> holders() {
            return holders;
        }
    }

    /** The sender knows another version than the current one. */
    public static final class StaleVersion extends StockRefusal {
        private final long expected;
        private final long current;

        public StaleVersion(long expected, long current) {
            super("Version " + expected + " was expected, the current one is " + current);
            this.expected = expected;
            this.current = current;
        }

        public long expected() {
            return expected;
        }

        public long current() {
            return current;
        }
    }
}
