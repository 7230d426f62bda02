package holdfast.app.audit;

import holdfast.order.tab.TabEvent;

/** Compares the open orders of tabs with the events up to where the read model stands. */
final class OpenTabComparison {

    private final ReadModels readModels;
    private final OpenTabCheck check;
    private final Standing standing;

    OpenTabComparison(ReadModels readModels, long reached, Findings findings) {
        this.readModels = readModels;
        this.check = new OpenTabCheck(findings);
        this.standing = new Standing(reached);
    }

    void take(TabEvent event, long position, long before) {
        if (standing.hasTakenIn(position, before)) {
            check.apply(position, event);
        }
    }

    void close() {
        check.check(readModels.openTabs());
    }

    long comparedAt(long head) {
        return standing.at(head);
    }
}
