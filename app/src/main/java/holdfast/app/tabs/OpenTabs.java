package holdfast.app.tabs;

import com.fasterxml.jackson.annotation.JsonValue;
import holdfast.app.api.MinPosition;
import holdfast.app.api.PageRequest;
import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.ReadModelPositions;
import holdfast.app.orders.OrderStreams;
import holdfast.order.OrderState;
import holdfast.order.tab.TabState;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds tabs with their open orders: which ones comes from the table, what they have from the committed streams. */
@Component
class OpenTabs {

    /** An open tab, shown as its body; {@code position} is where its order was opened. */
    record OpenTab(long position, @JsonValue TabBody body) {}

    private record Row(long position, String tab) {}

    private final JdbcClient jdbc;
    private final TabStreams tabs;
    private final OrderStreams orders;
    private final CommittedEvents events;
    private final ReadModelPositions positions;

    OpenTabs(
            JdbcClient jdbc,
            TabStreams tabs,
            OrderStreams orders,
            CommittedEvents events,
            ReadModelPositions positions) {
        this.jdbc = jdbc;
        this.tabs = tabs;
        this.orders = orders;
        this.events = events;
        this.positions = positions;
    }

    /** The tab as it is committed; with version 0 when it was never used. */
    TabBody tab(String name) {
        TabState tab = tabs.tab(name);
        return TabBody.of(tab, tab.orderId() == null ? OrderState.NONE : orders.order(tab.orderId()));
    }

    /** Open tabs, the one open longest first, up to one more than the limit. */
    List<OpenTab> find(PageRequest page) {
        List<OpenTab> found = new ArrayList<>();
        int wanted = page.limit() + 1;
        List<Row> rows = rows(page.after(), wanted);
        while (!rows.isEmpty() && found.size() < wanted) {
            rows.stream()
                    .map(row -> new OpenTab(row.position(), tab(row.tab())))
                    .filter(open -> open.body().isOpen())
                    .limit(wanted - found.size())
                    .forEach(found::add);
            rows = rows(rows.getLast().position(), wanted);
        }
        return found;
    }

    private List<Row> rows(long after, int limit) {
        return jdbc.sql("select opened_position as position, tab from open_tab"
                        + " where order_id is not null and opened_position > ? order by opened_position limit ?")
                .params(after, limit)
                .query(Row.class)
                .list();
    }

    /** Waits until tabs have heard of all events up to a position, such as of a draft that was made for one. */
    void awaitTabs(MinPosition wanted) {
        positions.await(wanted, TabBatches.PROCESSING_GROUP, "Session", "Order");
    }

    /** Waits until the table has what tabs made of all events up to a position. */
    void awaitTable(MinPosition wanted) {
        awaitTabs(wanted);
        if (wanted.value() > 0) {
            positions.await(new MinPosition(events.head()), OpenTabProjection.PROCESSING_GROUP, "Tab");
        }
    }
}
