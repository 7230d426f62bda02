package holdfast.inventory;

import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.HoldTakenOver;
import holdfast.inventory.StockEvent.SafetyStockChanged;
import holdfast.inventory.StockEvent.StockAdjusted;
import holdfast.inventory.StockEvent.StockCounted;
import holdfast.inventory.StockEvent.StockIssued;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stock of one SKU at one location after a number of events.
 *
 * <p>Invariant of every version: on hand is not negative, and reserved is between zero and on hand.
 *
 * @param returns the goods that came back last
 * @param safetyStock what is kept back here, null when the definition says it
 * @param version number of events, 0 before the first
 */
public record StockItemState(
        BigDecimal onHand,
        Holds holds,
        Returns returns,
        Transfers transfers,
        @Nullable BigDecimal safetyStock,
        long version) {

    public static final StockItemState NONE =
            new StockItemState(BigDecimal.ZERO, Holds.NONE, Returns.NONE, Transfers.NONE, null, 0);

    public StockItemState {
        if (holds.reserved().signum() < 0 || holds.reserved().compareTo(onHand) > 0) {
            throw new IllegalStateException("Broken stock: on hand " + onHand + ", reserved " + holds.reserved());
        }
    }

    public StockItemState evolve(StockEvent event) {
        return switch (event) {
            case StockReceived e -> onHand(onHand.add(e.quantity()), e);
            case StockAdjusted e -> onHand(onHand.add(e.change()), e);
            case StockIssued e -> onHand(onHand.subtract(e.quantity()), e);
            case StockReserved e -> hold(held(e.holder()).plus(e.quantity(), e.ref(), e.expiresAt()), e);
            case StockReleased e -> hold(released(e), e);
            case StockSold e ->
                next(onHand.subtract(e.quantity()), holds.with(held(e.holder()).end()), e);
            case StockCounted e -> onHand(onHand.add(e.variance()), e);
            case StockTransferredOut e ->
                onHand(onHand.subtract(e.quantity()), e).with(transfers.send(e.to(), e.quantity(), version + 1));
            case StockTransferredIn e ->
                onHand(onHand.add(e.quantity()), e).with(transfers.arrive(e.from(), e.quantity(), e.outVersion()));
            case SafetyStockChanged e -> onHand(onHand, e).keeping(e.safetyStock());
            case HoldExtended e -> hold(held(e.holder()).until(e.expiresAt()), e);
            case HoldTakenOver e -> takenOver(e);
            case StockReturned e -> returned(e);
        };
    }

    private StockItemState takenOver(HoldTakenOver e) {
        Holds given = holds.with(held(e.from()).end());
        return next(onHand, given.with(held(e.holder()).plus(e.quantity(), e.ref(), e.expiresAt())), e);
    }

    private StockItemState returned(StockReturned e) {
        StockItemState after = onHand(onHand.add(e.quantity()), e);
        Returns more = returns.plus(e.holder(), e.ref());
        return new StockItemState(after.onHand, after.holds, more, transfers, safetyStock, after.version);
    }

    private StockItemState onHand(BigDecimal quantity, StockEvent event) {
        return next(quantity, holds, event);
    }

    private StockItemState hold(Hold hold, StockEvent event) {
        return next(onHand, holds.with(hold), event);
    }

    private StockItemState next(BigDecimal nextOnHand, Holds nextHolds, StockEvent event) {
        return new StockItemState(
                nextOnHand, nextHolds.forgetAt(event.at()), returns, transfers, safetyStock, version + 1);
    }

    private StockItemState with(Transfers nextTransfers) {
        return new StockItemState(onHand, holds, returns, nextTransfers, safetyStock, version);
    }

    private StockItemState keeping(BigDecimal quantity) {
        return new StockItemState(onHand, holds, returns, transfers, quantity, version);
    }

    StockItemState with(Holds nextHolds) {
        return new StockItemState(onHand, nextHolds, returns, transfers, safetyStock, version);
    }

    /** How many holds, returns and other locations are remembered: what its memory grows with. */
    public int parts() {
        return holds.size()
                + returns.refs().size()
                + transfers.lastTo().size()
                + transfers.lastFrom().size();
    }

    /** What is kept back here: what was said of this location, else what is said of all. */
    public BigDecimal safetyStockOr(BigDecimal ofAll) {
        return safetyStock == null ? ofAll : safetyStock;
    }

    private Hold released(StockReleased e) {
        Hold hold = held(e.holder());
        return e.ref() == null ? hold.end() : hold.minus(e.quantity(), e.ref());
    }

    private Hold held(String holder) {
        return Objects.requireNonNullElseGet(holds.of(holder), () -> Hold.of(holder));
    }

    /** The levels in the books: lapsed holds count as reserved until their holder has been asked. */
    public StockLevel level() {
        return StockLevel.of(onHand, holds.reserved());
    }

    /** The levels as a reader sees them: a hold past its deadline holds nothing. */
    public StockLevel levelAt(Instant time) {
        return StockLevel.of(onHand, holds.reserved().subtract(holds.lapsedAt(time)));
    }
}
