package holdfast.app.audit;

import holdfast.inventory.StockEvent;
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
import org.jspecify.annotations.Nullable;

/** One row of the trail of stock, as an event makes it or as the read model has it. */
record Movement(
        String sku,
        String location,
        String kind,
        BigDecimal quantity,
        BigDecimal balance,
        @Nullable String orderId,
        @Nullable String reference,
        Instant at) {

    /** What an event moves, with the balance of its item after it; null when it moves nothing. */
    static @Nullable Movement of(StockEvent event, ItemAccount after) {
        return switch (event) {
            case StockReceived e -> onHand("RECEIVED", e, e.quantity(), after, null, e.reference());
            case StockAdjusted e -> onHand("ADJUSTED", e, e.change(), after, null, e.reason());
            case StockIssued e -> onHand("ISSUED", e, e.quantity().negate(), after, null, e.reference());
            case StockSold e -> held("SOLD", e, e.quantity().negate(), after.onHand(), e.holder());
            case StockReturned e -> onHand("RETURNED", e, e.quantity(), after, e.holder(), null);
            case StockReserved e -> held("RESERVED", e, e.quantity(), after.reserved(), e.holder());
            case StockCounted e -> onHand("COUNTED", e, e.variance(), after, null, null);
            case StockTransferredOut e ->
                onHand("TRANSFERRED_OUT", e, e.quantity().negate(), after, null, e.transferId());
            case StockTransferredIn e -> onHand("TRANSFERRED_IN", e, e.quantity(), after, null, e.transferId());
            case SafetyStockChanged _ -> null;
            case StockReleased e -> held("RELEASED", e, e.quantity().negate(), after.reserved(), e.holder());
            case HoldTakenOver _ -> null;
            case HoldExtended _ -> null;
        };
    }

    private static Movement onHand(
            String kind,
            StockEvent e,
            BigDecimal quantity,
            ItemAccount after,
            @Nullable String orderId,
            @Nullable String reference) {
        return new Movement(e.sku(), e.location(), kind, quantity, after.onHand(), orderId, reference, e.at());
    }

    /** Of a hold: in the name of its order, or with its cart as the reference. */
    private static Movement held(String kind, StockEvent e, BigDecimal quantity, BigDecimal balance, String holder) {
        Subject of = Subject.holder(holder);
        return new Movement(e.sku(), e.location(), kind, quantity, balance, of.orderId(), of.reservationId(), e.at());
    }

    /** Whether its balance is that of reserved, else that of on hand. */
    boolean isOfReserved() {
        return kind.equals("RESERVED") || kind.equals("RELEASED");
    }
}
