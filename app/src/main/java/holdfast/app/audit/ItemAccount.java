package holdfast.app.audit;

import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The stock of one SKU at one location, summed up from its events. */
final class ItemAccount {

    private final StockItemId id;
    private final Trail suspects = new Trail();
    private BigDecimal onHand = BigDecimal.ZERO;
    private BigDecimal reserved = BigDecimal.ZERO;
    private BigDecimal sent = BigDecimal.ZERO;
    private BigDecimal arrived = BigDecimal.ZERO;
    private @Nullable BigDecimal safetyStock;
    private long version;
    private boolean onHandWasWrong;
    private boolean reservedWasWrong;

    ItemAccount(StockItemId id) {
        this.id = id;
    }

    void change(BigDecimal onHandBy, BigDecimal reservedBy) {
        onHand = onHand.add(onHandBy);
        reserved = reserved.add(reservedBy);
    }

    void send(BigDecimal quantity) {
        sent = sent.add(quantity);
    }

    void arrive(BigDecimal quantity) {
        arrived = arrived.add(quantity);
    }

    void keepBack(BigDecimal quantity) {
        safetyStock = quantity;
    }

    /** One more event of it. */
    void count() {
        version++;
    }

    /** Checks the bounds that hold at every version; a state that stays wrong is found once. */
    void check(EventRef event, Findings findings) {
        boolean onHandIsWrong = onHand.signum() < 0;
        boolean reservedIsWrong = reserved.signum() < 0 || reserved.compareTo(onHand) > 0;
        if (onHandIsWrong && !onHandWasWrong) {
            findings.add(Discrepancy.of(Kind.ON_HAND_NEGATIVE, Subject.item(id), "at least 0", onHand)
                    .behind(event));
        }
        if (reservedIsWrong && !reservedWasWrong) {
            findings.add(Discrepancy.of(Kind.RESERVED_OUT_OF_RANGE, Subject.item(id), range(), reserved)
                    .behind(event));
        }
        onHandWasWrong = onHandIsWrong;
        reservedWasWrong = reservedIsWrong;
    }

    private String range() {
        return "0 to " + onHand.stripTrailingZeros().toPlainString();
    }

    StockItemId id() {
        return id;
    }

    BigDecimal onHand() {
        return onHand;
    }

    BigDecimal reserved() {
        return reserved;
    }

    /** What ever left for other locations. */
    BigDecimal sent() {
        return sent;
    }

    /** What ever arrived from other locations. */
    BigDecimal arrived() {
        return arrived;
    }

    /** What is kept back here; null where that of the definition holds. */
    @Nullable
    BigDecimal safetyStock() {
        return safetyStock;
    }

    /** How many events it has. */
    long version() {
        return version;
    }

    /** The events whose movements are not as they should be. */
    Trail suspects() {
        return suspects;
    }
}
