package holdfast.app.stock;

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
import holdfast.inventory.StockItemId;
import holdfast.inventory.cart.CartId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Folds events of stock, in their order, into what the tables have to be after them; it knows no table itself. */
final class StockFold {

    private final Map<StockItemId, StockRows.Level> levels;
    private final Map<StockRows.HoldKey, StockRows.Hold> holds;
    private final Set<StockRows.HoldKey> stored;
    private final Set<StockRows.HoldKey> touched = new TreeSet<>();
    private final List<Movement> movements = new ArrayList<>();

    /** Begins with the rows that the events are about, as far as there are any. */
    StockFold(Map<StockItemId, StockRows.Level> levels, Map<StockRows.HoldKey, StockRows.Hold> holds) {
        this.levels = new HashMap<>(levels);
        this.holds = new HashMap<>(holds);
        this.stored = Set.copyOf(holds.keySet());
    }

    /** Whose holds an event changes. */
    static List<String> holdersOf(StockEvent event) {
        String holder = holderOf(event);
        if (event instanceof HoldTakenOver taken) {
            return List.of(taken.from(), taken.holder());
        }
        return holder == null ? List.of() : List.of(holder);
    }

    /** Whose hold an event changes, or whose goods came back; null when it concerns no holder. */
    private static @Nullable String holderOf(StockEvent event) {
        return switch (event) {
            case HoldTakenOver e -> e.holder();
            case StockReserved e -> e.holder();
            case StockReleased e -> e.holder();
            case StockSold e -> e.holder();
            case HoldExtended e -> e.holder();
            case StockReturned e -> e.holder();
            case StockReceived _, StockAdjusted _, StockIssued _, StockCounted _ -> null;
            case StockTransferredOut _, StockTransferredIn _, SafetyStockChanged _ -> null;
        };
    }

    void add(long position, StockEvent event) {
        level(event, StockRows.Level::next);
        switch (event) {
            case StockReceived e -> moved(position, e, "RECEIVED", e.quantity(), e.reference());
            case StockAdjusted e -> moved(position, e, "ADJUSTED", e.change(), e.reason());
            case StockIssued e -> moved(position, e, "ISSUED", e.quantity().negate(), e.reference());
            case StockReserved e -> reserved(position, e);
            case StockReleased e -> released(position, e);
            case StockSold e -> sold(position, e);
            case StockCounted e -> moved(position, e, "COUNTED", e.variance(), null);
            case StockTransferredOut e -> left(position, e);
            case StockTransferredIn e -> came(position, e);
            case HoldExtended e -> extended(e);
            case HoldTakenOver e -> takenOver(e);
            case StockReturned e -> moved(position, e, "RETURNED", e.quantity(), null);
            case SafetyStockChanged e -> level(e, before -> before.keeping(e.safetyStock()));
        }
    }

    private void left(long position, StockTransferredOut e) {
        moved(position, e, "TRANSFERRED_OUT", e.quantity().negate(), e.transferId());
        level(e, before -> before.sending(e.quantity()));
    }

    private void came(long position, StockTransferredIn e) {
        moved(position, e, "TRANSFERRED_IN", e.quantity(), e.transferId());
        level(e, before -> before.arriving(e.quantity()));
    }

    private void level(StockEvent e, UnaryOperator<StockRows.Level> change) {
        levels.put(e.item(), change.apply(levelOf(e)));
    }

    /** The first event of a location finds nothing there. */
    private StockRows.Level levelOf(StockEvent e) {
        return levels.getOrDefault(e.item(), StockRows.Level.NONE);
    }

    private void moved(long position, StockEvent e, String kind, BigDecimal quantity, @Nullable String reference) {
        record(position, e, kind, quantity, change(e, quantity, BigDecimal.ZERO).onHand(), reference);
    }

    private void reserved(long position, StockReserved e) {
        BigDecimal balance = change(e, BigDecimal.ZERO, e.quantity()).reserved();
        StockRows.HoldKey key = key(e, e.holder());
        StockRows.Hold before = holds.get(key);
        BigDecimal held = before == null ? e.quantity() : before.quantity().add(e.quantity());
        hold(key, new StockRows.Hold(held, e.expiresAt()));
        record(position, e, "RESERVED", e.quantity(), balance, null);
    }

    private void released(long position, StockReleased e) {
        BigDecimal less = e.quantity().negate();
        BigDecimal balance = change(e, BigDecimal.ZERO, less).reserved();
        lessHeld(key(e, e.holder()), e.quantity());
        record(position, e, "RELEASED", less, balance, null);
    }

    private void sold(long position, StockSold e) {
        BigDecimal less = e.quantity().negate();
        BigDecimal balance = change(e, less, less).onHand();
        lessHeld(key(e, e.holder()), e.quantity());
        record(position, e, "SOLD", less, balance, null);
    }

    private void extended(HoldExtended e) {
        StockRows.HoldKey key = key(e, e.holder());
        StockRows.Hold before = holds.get(key);
        if (before != null) {
            hold(key, new StockRows.Hold(before.quantity(), e.expiresAt()));
        }
    }

    /** Nothing moves: what was reserved stays so. */
    private void takenOver(HoldTakenOver e) {
        lessHeld(key(e, e.from()), e.quantity());
        StockRows.HoldKey key = key(e, e.holder());
        StockRows.Hold before = holds.get(key);
        BigDecimal held = before == null ? e.quantity() : before.quantity().add(e.quantity());
        hold(key, new StockRows.Hold(held, e.expiresAt()));
    }

    private static StockRows.HoldKey key(StockEvent e, String holder) {
        return new StockRows.HoldKey(e.item(), holder);
    }

    private void lessHeld(StockRows.HoldKey key, BigDecimal quantity) {
        StockRows.Hold before = holds.get(key);
        if (before != null) {
            hold(key, new StockRows.Hold(before.quantity().subtract(quantity), before.expiresAt()));
        }
    }

    private void hold(StockRows.HoldKey key, StockRows.Hold hold) {
        touched.add(key);
        if (hold.quantity().signum() == 0) {
            holds.remove(key);
        } else {
            holds.put(key, hold);
        }
    }

    private StockRows.Level change(StockEvent e, BigDecimal onHand, BigDecimal reserved) {
        level(e, before -> before.plus(onHand, reserved));
        return levelOf(e);
    }

    private void record(
            long position,
            StockEvent e,
            String kind,
            BigDecimal quantity,
            BigDecimal balance,
            @Nullable String reference) {
        String holder = holderOf(e);
        String orderId = holder == null || CartId.isCart(holder) ? null : holder;
        String of = holder == null || orderId != null
                ? reference
                : CartId.parse(holder).id();
        movements.add(new Movement(position, e.sku(), e.location(), kind, quantity, balance, orderId, of, e.at()));
    }

    /** What the tables have to be made into; holds that began and ended on the way are not part of it. */
    StockRows.Changes changes() {
        Map<StockRows.HoldKey, StockRows.Hold> changed = new TreeMap<>();
        List<StockRows.HoldKey> ended = new ArrayList<>();
        for (StockRows.HoldKey key : touched) {
            StockRows.Hold hold = holds.get(key);
            if (hold != null) {
                changed.put(key, hold);
            } else if (stored.contains(key)) {
                ended.add(key);
            }
        }
        return new StockRows.Changes(levels, List.copyOf(movements), changed, ended);
    }
}
