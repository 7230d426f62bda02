package holdfast.app.audit;

import static java.math.BigDecimal.ZERO;

import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares each stock event with its movement, a batch of positions at a time.
 *
 * <p>Balances run on: one wrong quantity makes all later balances of its item wrong. So a balance is found only where its
 * distance to the right one changes, which is at the event behind it.
 */
final class MovementCheck {

    private record BalanceKey(StockItemId item, boolean ofReserved) {}

    private final ReadModels readModels;
    private final Scope scope;
    private final Findings findings;
    private final Map<BalanceKey, BigDecimal> drifts = new HashMap<>();
    private Map<Long, Movement> rows = Map.of();

    MovementCheck(ReadModels readModels, Scope scope, Findings findings) {
        this.readModels = readModels;
        this.scope = scope;
        this.findings = findings;
    }

    /** Reads the movements of the next batch of events. */
    void open(long after, long to) {
        rows = readModels.movements(scope, after, to);
    }

    /** Finds the movements of the batch that no event made. */
    void close() {
        rows.forEach((position, row) -> {
            StockItemId item = new StockItemId(row.sku(), row.location());
            String actual = row.kind() + " " + row.quantity().toPlainString() + " at position " + position;
            findings.add(Discrepancy.of(Kind.MOVEMENT_WITHOUT_EVENT, Subject.hold(item, row.orderId()), null, actual));
        });
        rows = Map.of();
    }

    void check(EventRef ref, Movement expected, ItemAccount item) {
        Movement row = rows.remove(ref.position());
        if (row == null) {
            add(
                    ref,
                    item,
                    expected,
                    "row",
                    expected.kind() + " " + expected.quantity().toPlainString(),
                    null);
            return;
        }
        field(ref, item, expected, "sku", expected.sku(), row.sku());
        field(ref, item, expected, "location", expected.location(), row.location());
        field(ref, item, expected, "kind", expected.kind(), row.kind());
        field(ref, item, expected, "orderId", expected.orderId(), row.orderId());
        field(ref, item, expected, "reference", expected.reference(), row.reference());
        field(ref, item, expected, "at", expected.at(), row.at());
        if (expected.quantity().compareTo(row.quantity()) != 0) {
            add(ref, item, expected, "quantity", expected.quantity(), row.quantity());
        }
        checkBalance(ref, expected, row, item);
    }

    private void checkBalance(EventRef ref, Movement expected, Movement row, ItemAccount item) {
        BalanceKey key = new BalanceKey(item.id(), expected.isOfReserved());
        BigDecimal before = drifts.getOrDefault(key, ZERO);
        BigDecimal now = row.balance().subtract(expected.balance());
        if (before.compareTo(now) != 0) {
            drifts.put(key, now);
            add(ref, item, expected, "balance", expected.balance(), row.balance());
        }
    }

    private void field(
            EventRef ref,
            ItemAccount item,
            Movement expected,
            String name,
            @Nullable Object wanted,
            @Nullable Object there) {
        if (!Objects.equals(wanted, there)) {
            add(ref, item, expected, name, wanted, there);
        }
    }

    private void add(
            EventRef ref,
            ItemAccount item,
            Movement expected,
            String name,
            @Nullable Object wanted,
            @Nullable Object there) {
        item.suspects().add(ref);
        Subject subject = Subject.hold(item.id(), expected.orderId());
        findings.add(Discrepancy.of(Kind.MOVEMENT_DIFFERS, subject, wanted, there)
                .in(name)
                .behind(List.of(ref)));
    }
}
