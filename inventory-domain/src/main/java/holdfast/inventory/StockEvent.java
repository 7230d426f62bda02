package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the stock of one SKU at one location.
 *
 * <p>Quantities are in the SKU's unit, positive unless said otherwise, without trailing zeros.
 */
public sealed interface StockEvent {

    String sku();

    String location();

    Instant at();

    default StockItemId item() {
        return new StockItemId(sku(), location());
    }

    record StockReceived(
            String sku,
            String location,
            BigDecimal quantity,
            @Nullable String reference,
            Instant at) implements StockEvent {}

    /** {@code change} is signed. */
    record StockAdjusted(String sku, String location, BigDecimal change, String reason, Instant at)
            implements StockEvent {}

    record StockIssued(
            String sku,
            String location,
            BigDecimal quantity,
            @Nullable String reference,
            Instant at) implements StockEvent {}

    /** From {@code expiresAt} on everybody may have the stock, as soon as the holder has been asked to expire. */
    record StockReserved(
            String sku, String location, String holder, String ref, BigDecimal quantity, Instant expiresAt, Instant at)
            implements StockEvent {}

    /** {@code ref} names the change that freed a part of a hold; null when the whole hold ended. */
    record StockReleased(
            String sku,
            String location,
            String holder,
            @Nullable String ref,
            BigDecimal quantity,
            Instant at) implements StockEvent {}

    /** The holder's stock is kept for it until a later time than before. */
    record HoldExtended(String sku, String location, String holder, Instant expiresAt, Instant at)
            implements StockEvent {}

    /** All that was held by {@code from} is held for {@code holder} now, who got it without anybody else coming between. */
    record HoldTakenOver(
            String sku,
            String location,
            String from,
            String holder,
            String ref,
            BigDecimal quantity,
            Instant expiresAt,
            Instant at)
            implements StockEvent {}

    /** The held quantity left the shelf for good; the hold ended. */
    record StockSold(String sku, String location, String holder, BigDecimal quantity, Instant at)
            implements StockEvent {}

    /**
     * Somebody counted what is there.
     *
     * @param variance what the count changed on hand by: signed, and zero when the books were right
     */
    record StockCounted(String sku, String location, BigDecimal counted, BigDecimal variance, Instant at)
            implements StockEvent {}

    /**
     * Goods left for another location of the SKU and are on their way.
     *
     * @param previous the version of this stream at which goods last left to that location, 0 when none had
     */
    record StockTransferredOut(
            String sku, String location, String transferId, String to, BigDecimal quantity, long previous, Instant at)
            implements StockEvent {}

    /**
     * Goods arrived from another location of the SKU.
     *
     * @param outVersion the version of that location's stream at which they left
     */
    record StockTransferredIn(
            String sku,
            String location,
            String transferId,
            String from,
            BigDecimal quantity,
            long outVersion,
            Instant at)
            implements StockEvent {}

    /** From now on this much is kept back here, whatever the definition says; it moves no stock. */
    record SafetyStockChanged(String sku, String location, BigDecimal safetyStock, Instant at) implements StockEvent {}

    /** Goods that were sold to the holder are on the shelf again; {@code ref} names the return within the holder. */
    record StockReturned(String sku, String location, String holder, String ref, BigDecimal quantity, Instant at)
            implements StockEvent {}
}
