package holdfast.app.audit;

import holdfast.app.audit.ReadModels.Hold;
import holdfast.app.audit.ReadModels.HoldKey;
import holdfast.app.audit.ReadModels.Level;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the accounts with the levels and the holds of the read model, at the position that it stands for. */
final class LevelCheck {

    private final StockBook stock;
    private final DefinitionCheck definitions;
    private final Findings findings;

    LevelCheck(StockBook stock, DefinitionCheck definitions, Findings findings) {
        this.stock = stock;
        this.definitions = definitions;
        this.findings = findings;
    }

    void checkLevels(Map<StockItemId, Level> rows) {
        for (ItemAccount item : stock.items()) {
            Level row = rows.remove(item.id());
            levelDiffers(item, "onHand", item.onHand(), row == null ? null : row.onHand());
            levelDiffers(item, "reserved", item.reserved(), row == null ? null : row.reserved());
            if (row != null) {
                checkMore(item, row);
            }
        }
        rows.forEach((item, row) -> findings.add(Discrepancy.of(
                Kind.STOCK_LEVEL_DIFFERS,
                Subject.item(item),
                null,
                "on hand " + row.onHand().toPlainString() + ", reserved "
                        + row.reserved().toPlainString())));
    }

    private void checkMore(ItemAccount item, Level row) {
        levelDiffers(item, "sent", item.sent(), row.sent());
        levelDiffers(item, "arrived", item.arrived(), row.arrived());
        levelDiffers(item, "version", BigDecimal.valueOf(item.version()), BigDecimal.valueOf(row.version()));
        boolean areBothOfTheDefinition = item.safetyStock() == null && row.safetyStock() == null;
        if (!areBothOfTheDefinition) {
            levelDiffers(item, "safetyStock", item.safetyStock(), row.safetyStock());
        }
        if (isLow(item) != row.low()) {
            add(item, "low", isLow(item), row.low());
        }
    }

    /** No more is free than is to be kept back. */
    private boolean isLow(ItemAccount item) {
        BigDecimal ofLocation = item.safetyStock();
        BigDecimal kept =
                ofLocation == null ? definitions.safetyStockOf(item.id().sku()) : ofLocation;
        return item.onHand().subtract(item.reserved()).compareTo(kept) <= 0;
    }

    private void levelDiffers(
            ItemAccount item, String field, @Nullable BigDecimal expected, @Nullable BigDecimal actual) {
        if (expected == null || actual == null || expected.compareTo(actual) != 0) {
            add(item, field, expected, actual);
        }
    }

    private void add(ItemAccount item, String field, @Nullable Object expected, @Nullable Object actual) {
        findings.add(Discrepancy.of(Kind.STOCK_LEVEL_DIFFERS, Subject.item(item.id()), expected, actual)
                .in(field)
                .behind(item.suspects().events()));
    }

    void checkHolds(Map<HoldKey, Hold> rows) {
        stock.forEachHolder((holder, holds) ->
                holds.forEach((item, hold) -> checkHold(item, holder, hold, rows.remove(new HoldKey(item, holder)))));
        rows.forEach((key, row) -> findings.add(Discrepancy.of(
                Kind.STOCK_HOLD_DIFFERS, Subject.hold(key.item(), key.orderId()), null, row.quantity())));
    }

    private void checkHold(StockItemId item, String holder, HoldAccount hold, @Nullable Hold row) {
        List<EventRef> events = hold.trail().events();
        Subject subject = Subject.hold(item, holder);
        if (row == null || hold.quantity().compareTo(row.quantity()) != 0) {
            BigDecimal actual = row == null ? null : row.quantity();
            findings.add(Discrepancy.of(Kind.STOCK_HOLD_DIFFERS, subject, hold.quantity(), actual)
                    .in("quantity")
                    .behind(events));
        }
        if (row != null && !Objects.equals(hold.expiresAt(), row.expiresAt())) {
            findings.add(Discrepancy.of(Kind.STOCK_HOLD_DIFFERS, subject, hold.expiresAt(), row.expiresAt())
                    .in("expiresAt")
                    .behind(events));
        }
    }
}
