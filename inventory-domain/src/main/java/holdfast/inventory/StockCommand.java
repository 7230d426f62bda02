package holdfast.inventory;

import java.math.BigDecimal;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the stock of one SKU at one location.
 *
 * <p>Quantities are positive unless said otherwise, in the SKU's unit. {@code at} is the time at which the command was
 * given: rules compare deadlines with it, never with a clock. {@code expectedVersion} is the version the sender knows,
 * or null when the command commutes with whatever happened since.
 */
public sealed interface StockCommand {

    StockItemId item();

    Instant at();

    /** Goods arrived. Opens the location when it is the first receipt there. */
    record ReceiveStock(
            @TargetAggregateIdentifier StockItemId item,
            BigDecimal quantity,
            @Nullable String reference,
            @Nullable Long expectedVersion,
            Instant at)
            implements StockCommand {}

    /** Corrects what is on hand by a signed change, never below what is reserved. */
    record AdjustStock(
            @TargetAggregateIdentifier StockItemId item,
            BigDecimal change,
            String reason,
            @Nullable Long expectedVersion,
            Instant at)
            implements StockCommand {}

    /** Takes available stock at once, as in a counter sale without an order. */
    record IssueStock(
            @TargetAggregateIdentifier StockItemId item,
            BigDecimal quantity,
            @Nullable String reference,
            @Nullable Long expectedVersion,
            Instant at)
            implements StockCommand {}

    /**
     * Holds available stock for a holder until {@code expiresAt}.
     *
     * @param holder the order that the stock is held for
     * @param ref names this reservation within the holder: the same one never takes effect twice
     */
    record ReserveStock(
            @TargetAggregateIdentifier StockItemId item,
            String holder,
            String ref,
            BigDecimal quantity,
            Instant expiresAt,
            Instant at)
            implements StockCommand {}

    /**
     * Gives back a part of what is held.
     *
     * @param ref names this change within the holder: the same one never takes effect twice
     * @param undoes the reservation that is taken back; null when a part is not needed any more. When that reservation
     *     never took effect, neither does this
     */
    record ReleaseStock(
            @TargetAggregateIdentifier StockItemId item,
            String holder,
            String ref,
            @Nullable String undoes,
            BigDecimal quantity,
            Instant at)
            implements StockCommand {}

    /** Ends a hold: all that is still held is available again. */
    record ReleaseHold(@TargetAggregateIdentifier StockItemId item, String holder, Instant at)
            implements StockCommand {}

    /**
     * Sets what is on hand to what was counted, never below what is reserved.
     *
     * @param counted not negative
     */
    record CountStock(
            @TargetAggregateIdentifier StockItemId item,
            BigDecimal counted,
            @Nullable Long expectedVersion,
            Instant at) implements StockCommand {}

    /**
     * Sends available stock on its way to another location of the SKU.
     *
     * @param to never the item's own location
     */
    record TransferStockOut(
            @TargetAggregateIdentifier StockItemId item,
            String transferId,
            String to,
            BigDecimal quantity,
            @Nullable Long expectedVersion,
            Instant at)
            implements StockCommand {}

    /**
     * Takes in what was sent from another location of the SKU: the same transfer never arrives twice, and none overtakes
     * another one from there. Opens the location when nothing was there before.
     *
     * @param outVersion the version of the sending stream at which it left
     * @param previous the version of the sending stream at which goods left here before that, 0 when none had
     */
    record TransferStockIn(
            @TargetAggregateIdentifier StockItemId item,
            String transferId,
            String from,
            BigDecimal quantity,
            long outVersion,
            long previous,
            Instant at)
            implements StockCommand {}

    /**
     * Says what is kept back at this location, in the place of what the definition says for all.
     *
     * @param safetyStock not negative
     */
    record ChangeSafetyStock(
            @TargetAggregateIdentifier StockItemId item,
            BigDecimal safetyStock,
            @Nullable Long expectedVersion,
            Instant at)
            implements StockCommand {}

    /** Keeps what is held until a later time; an earlier one, or a hold that ended, changes nothing. */
    record ExtendHold(@TargetAggregateIdentifier StockItemId item, String holder, Instant expiresAt, Instant at)
            implements StockCommand {}

    /**
     * Gives all that one holder holds to another one, who is named by {@code holder}: nobody else can come between.
     *
     * @param from who holds it until then; when that is nothing, nothing happens
     * @param ref names this reservation within the new holder
     * @param expiresAt the deadline that the hold gets with it
     */
    record TakeOverHold(
            @TargetAggregateIdentifier StockItemId item,
            String from,
            String holder,
            String ref,
            Instant expiresAt,
            Instant at)
            implements StockCommand {}

    /**
     * Puts goods that were sold to the holder back on the shelf.
     *
     * @param ref names this return within the holder: the same one never takes effect twice
     */
    record ReturnStock(
            @TargetAggregateIdentifier StockItemId item, String holder, String ref, BigDecimal quantity, Instant at)
            implements StockCommand {}

    /** Ends a hold by a sale of {@code quantity}; what is held beyond it is available again. */
    record CommitHold(@TargetAggregateIdentifier StockItemId item, String holder, BigDecimal quantity, Instant at)
            implements StockCommand {}
}
