package holdfast.app.audit;

import static java.math.BigDecimal.ZERO;

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
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The accounts of all stock items and of the holds that are open on them. */
final class StockBook {

    private final Map<StockItemId, ItemAccount> items = new HashMap<>();
    private final Map<String, Map<StockItemId, HoldAccount>> holds = new HashMap<>();
    private final Transit transit = new Transit();
    private final Findings findings;

    StockBook(Findings findings) {
        this.findings = findings;
    }

    /** Answers the account as it is after the event. */
    ItemAccount apply(EventRef ref, StockEvent event) {
        ItemAccount item = items.computeIfAbsent(event.item(), ItemAccount::new);
        item.count();
        switch (event) {
            case StockReceived e -> move(item, positive(e, ref, e.quantity()));
            case StockAdjusted e -> move(item, e.change());
            case StockIssued e -> move(item, positive(e, ref, e.quantity()).negate());
            case StockReserved e -> reserve(item, ref, e);
            case StockReleased e -> release(item, ref, e);
            case StockSold e -> sell(item, ref, e);
            case StockCounted e -> count(item, ref, e);
            case StockTransferredOut e -> send(item, ref, e);
            case StockTransferredIn e -> arrive(item, ref, e);
            case SafetyStockChanged e -> item.keepBack(e.safetyStock());
            case HoldExtended e -> extend(item, ref, e);
            case HoldTakenOver e -> takeOver(item, ref, e);
            case StockReturned e -> move(item, positive(e, ref, e.quantity()));
        }
        item.check(ref, findings);
        return item;
    }

    private BigDecimal positive(StockEvent event, EventRef ref, BigDecimal quantity) {
        if (quantity.signum() <= 0) {
            findings.add(Discrepancy.of(Kind.QUANTITY_NOT_POSITIVE, Subject.item(event.item()), "more than 0", quantity)
                    .behind(ref));
        }
        return quantity;
    }

    private void count(ItemAccount item, EventRef ref, StockCounted e) {
        move(item, e.variance());
        if (item.onHand().compareTo(e.counted()) != 0) {
            findings.add(Discrepancy.of(Kind.COUNT_DIFFERS, Subject.item(item.id()), item.onHand(), e.counted())
                    .behind(ref));
        }
    }

    private void send(ItemAccount item, EventRef ref, StockTransferredOut e) {
        move(item, positive(e, ref, e.quantity()).negate());
        item.send(e.quantity());
        transit.send(ref, e);
    }

    private void arrive(ItemAccount item, EventRef ref, StockTransferredIn e) {
        move(item, positive(e, ref, e.quantity()));
        item.arrive(e.quantity());
        transit.arrive(ref, e, findings);
    }

    private static void move(ItemAccount item, BigDecimal change) {
        item.change(change, ZERO);
    }

    private void reserve(ItemAccount item, EventRef ref, StockReserved e) {
        item.change(ZERO, positive(e, ref, e.quantity()));
        open(e.holder(), item.id()).add(e.quantity(), e.expiresAt(), ref);
    }

    private void release(ItemAccount item, EventRef ref, StockReleased e) {
        item.change(ZERO, positive(e, ref, e.quantity()).negate());
        HoldAccount hold = hold(e.holder(), item.id());
        BigDecimal held = hold == null ? ZERO : hold.quantity();
        boolean isWhole = e.ref() == null;
        int compared = e.quantity().compareTo(held);
        if (compared > 0 || (isWhole && compared != 0)) {
            differs(Kind.RELEASED_NOT_HELD, item, e.holder(), ref, hold, e.quantity());
        }
        if (hold != null && !isWhole && compared < 0) {
            hold.subtract(e.quantity(), ref);
        } else {
            close(e.holder(), item.id());
        }
    }

    private void sell(ItemAccount item, EventRef ref, StockSold e) {
        item.change(e.quantity().negate(), positive(e, ref, e.quantity()).negate());
        HoldAccount hold = hold(e.holder(), item.id());
        BigDecimal held = hold == null ? ZERO : hold.quantity();
        if (e.quantity().compareTo(held) != 0) {
            differs(Kind.SOLD_NOT_HELD, item, e.holder(), ref, hold, e.quantity());
        }
        close(e.holder(), item.id());
    }

    private void extend(ItemAccount item, EventRef ref, HoldExtended e) {
        HoldAccount hold = hold(e.holder(), item.id());
        if (hold == null) {
            differs(Kind.EXTENDED_NOT_HELD, item, e.holder(), ref, null, ZERO);
        } else {
            hold.extend(e.expiresAt(), ref);
        }
    }

    /** What is reserved of the item stays so; whose it is changes. */
    private void takeOver(ItemAccount item, EventRef ref, HoldTakenOver e) {
        BigDecimal quantity = positive(e, ref, e.quantity());
        HoldAccount hold = hold(e.from(), item.id());
        BigDecimal held = hold == null ? ZERO : hold.quantity();
        if (quantity.compareTo(held) != 0) {
            differs(Kind.TAKEN_OVER_NOT_HELD, item, e.from(), ref, hold, quantity);
        }
        close(e.from(), item.id());
        open(e.holder(), item.id()).add(quantity, e.expiresAt(), ref);
    }

    private HoldAccount open(String holder, StockItemId item) {
        return holds.computeIfAbsent(holder, _ -> new HashMap<>(2)).computeIfAbsent(item, _ -> new HoldAccount());
    }

    private void differs(
            Kind kind, ItemAccount item, String holder, EventRef ref, @Nullable HoldAccount hold, BigDecimal quantity) {
        BigDecimal held = hold == null ? ZERO : hold.quantity();
        Discrepancy found = Discrepancy.of(kind, Subject.hold(item.id(), holder), held, quantity)
                .behind(ref);
        findings.add(hold == null ? found : found.behind(hold.trail().events()));
    }

    private void close(String holder, StockItemId item) {
        Map<StockItemId, HoldAccount> ofHolder = holds.get(holder);
        if (ofHolder != null) {
            ofHolder.remove(item);
            if (ofHolder.isEmpty()) {
                holds.remove(holder);
            }
        }
    }

    /** What is on its way between locations. */
    Transit transit() {
        return transit;
    }

    Collection<ItemAccount> items() {
        return items.values();
    }

    @Nullable
    ItemAccount item(StockItemId id) {
        return items.get(id);
    }

    @Nullable
    HoldAccount hold(String holder, StockItemId item) {
        return holdsOf(holder).get(item);
    }

    Map<StockItemId, HoldAccount> holdsOf(String holder) {
        return holds.getOrDefault(holder, Map.of());
    }

    /** Visits each holder with its open holds. */
    void forEachHolder(BiConsumer<String, Map<StockItemId, HoldAccount>> visitor) {
        holds.forEach(visitor);
    }

    int openHolds() {
        return holds.values().stream().mapToInt(Map::size).sum();
    }
}
