package holdfast.app.audit;

import holdfast.order.tab.TabEvent;
import holdfast.order.tab.TabEvent.TabOrderClosed;
import holdfast.order.tab.TabEvent.TabOrderOpened;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the open order of each tab with the read model, at the position that it stands for. */
final class OpenTabCheck {

    /**
     * A tab, as its events say or as the read model has it.
     *
     * @param orderId null when none is open
     * @param openedPosition where its last order was opened
     * @param position of its last event
     */
    record OpenTab(@Nullable String orderId, long openedPosition, long position) {}

    private final Map<String, OpenTab> tabs = new HashMap<>();
    private final Findings findings;

    OpenTabCheck(Findings findings) {
        this.findings = findings;
    }

    void apply(long position, TabEvent event) {
        switch (event) {
            case TabOrderOpened e -> tabs.put(e.tab(), new OpenTab(e.orderId(), position, position));
            case TabOrderClosed e ->
                tabs.computeIfPresent(e.tab(), (_, tab) -> new OpenTab(null, tab.openedPosition(), position));
        }
    }

    void check(Map<String, OpenTab> rows) {
        tabs.forEach((tab, expected) -> check(tab, expected, rows.remove(tab)));
        rows.forEach((tab, row) -> add(tab, row, "row", null, print(row)));
    }

    private void check(String tab, OpenTab expected, @Nullable OpenTab row) {
        if (row == null) {
            add(tab, expected, "row", print(expected), null);
            return;
        }
        field(tab, expected, "orderId", expected.orderId(), row.orderId());
        field(tab, expected, "openedPosition", expected.openedPosition(), row.openedPosition());
        field(tab, expected, "position", expected.position(), row.position());
    }

    private static String print(OpenTab tab) {
        return tab.orderId() == null ? "no order" : tab.orderId();
    }

    private void field(String tab, OpenTab of, String name, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            add(tab, of, name, expected, actual);
        }
    }

    private void add(String tab, OpenTab of, String field, @Nullable Object expected, @Nullable Object actual) {
        findings.add(Discrepancy.of(Kind.OPEN_TAB_DIFFERS, Subject.tab(tab, of.orderId()), expected, actual)
                .in(field));
    }
}
