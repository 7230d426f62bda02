package holdfast.inventory;

import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.StockAdjusted;
import holdfast.inventory.StockEvent.StockIssued;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * The stock of one SKU at one location after a number of events.
 *
 * <p>Invariant of every version: on hand is not negative, and reserved is between zero and on hand.
 *
 * @param returns the goods that came back last
 * @param version number of events, 0 before the first
 */
public record StockItemState(BigDecimal onHand, Holds holds, Returns returns, long version) {

    public static final StockItemState NONE = new StockItemState(BigDecimal.ZERO, Holds.NONE, Returns.NONE, 0);

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
            case HoldExtended e -> hold(held(e.holder()).until(e.expiresAt()), e);
            case StockReturned e -> returned(e);
        };
    }

    private StockItemState returned(StockReturned e) {
        StockItemState after = onHand(onHand.add(e.quantity()), e);
        return new StockItemState(after.onHand, after.holds, returns.plus(e.holder(), e.ref()), after.version);
    }

    private StockItemState onHand(BigDecimal quantity, StockEvent event) {
        return next(quantity, holds, event);
    }

    private StockItemState hold(Hold hold, StockEvent event) {
        return next(onHand, holds.with(hold), event);
    }

    private StockItemState next(BigDecimal nextOnHand, Holds nextHolds, StockEvent event) {
        return new StockItemState(nextOnHand, nextHolds.forgetAt(event.at()), returns, version + 1);
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
        return StockLevel.of(onHand, holds.reserved().subtract(lapsedAt(time)));
    }

    private BigDecimal lapsedAt(Instant time) {
        return holds.lapsedAt(time).map(Hold::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
