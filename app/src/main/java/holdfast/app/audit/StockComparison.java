package holdfast.app.audit;

import holdfast.inventory.StockDefinitionEvent;
import holdfast.inventory.StockEvent;
import org.jspecify.annotations.Nullable;

/**
 * Compares the read models of stock with the events, exactly where they stand: before the first stock event that their
 * processor has not handled.
 */
final class StockComparison {

    private final ReadModels readModels;
    private final Scope scope;
    private final StockBook stock;
    private final Findings findings;
    private final MovementCheck movements;
    private final DefinitionCheck definitions;
    private final Standing standing;
    private boolean isDone;

    StockComparison(ReadModels readModels, Scope scope, StockBook stock, long reached, Findings findings) {
        this.readModels = readModels;
        this.scope = scope;
        this.stock = stock;
        this.findings = findings;
        this.movements = new MovementCheck(readModels, scope, findings);
        this.definitions = new DefinitionCheck(findings);
        this.standing = new Standing(reached);
    }

    /** The events from after one position to another come next. */
    void open(long after, long to) {
        movements.open(after, to);
    }

    void before(@Nullable Object payload, long position, long last) {
        boolean isOfStock = payload instanceof StockEvent || payload instanceof StockDefinitionEvent;
        if (isOfStock && !standing.hasTakenIn(position, last)) {
            compareLevels();
        }
    }

    void take(StockDefinitionEvent event) {
        definitions.apply(event);
    }

    void take(EventRef ref, StockEvent event, ItemAccount item) {
        Movement expected = Movement.of(event, item);
        if (expected != null && !isDone) {
            movements.check(ref, expected, item);
        }
    }

    /** The announced events are over. */
    void closeBatch() {
        movements.close();
    }

    void close(long head) {
        open(head, Long.MAX_VALUE);
        closeBatch();
        compareLevels();
    }

    private void compareLevels() {
        if (!isDone) {
            isDone = true;
            LevelCheck check = new LevelCheck(stock, definitions, findings);
            check.checkLevels(readModels.levels(scope));
            check.checkHolds(readModels.holds(scope));
            definitions.check(readModels.definitions(scope));
        }
    }

    long comparedAt(long head) {
        return standing.at(head);
    }
}
