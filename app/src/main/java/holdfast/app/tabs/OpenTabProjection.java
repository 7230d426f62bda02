package holdfast.app.tabs;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.readmodel.ReadModel;
import holdfast.order.tab.TabEvent;
import holdfast.order.tab.TabEvent.TabOrderClosed;
import holdfast.order.tab.TabEvent.TabOrderOpened;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the open order of each tab as a table. */
@Component
@ProcessingGroup(OpenTabProjection.PROCESSING_GROUP)
class OpenTabProjection implements ReadModel {

    static final String PROCESSING_GROUP = "open-tabs";

    private final JdbcClient jdbc;

    OpenTabProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(TabEvent event, TrackingToken token) {
        long position = CommittedEvents.positionOf(token);
        switch (event) {
            case TabOrderOpened e -> opened(e, position);
            case TabOrderClosed e -> closed(e, position);
        }
    }

    private void opened(TabOrderOpened e, long position) {
        jdbc.sql("""
                insert into open_tab (tab, order_id, opened_position, position)
                values (:tab, :order, :position, :position)
                on conflict (tab) do update set order_id = excluded.order_id,
                    opened_position = excluded.opened_position, position = excluded.position""")
                .param("tab", e.tab())
                .param("order", e.orderId())
                .param("position", position)
                .update();
    }

    private void closed(TabOrderClosed e, long position) {
        jdbc.sql("update open_tab set order_id = null, position = ? where tab = ?")
                .params(position, e.tab())
                .update();
    }

    @Override
    public String name() {
        return PROCESSING_GROUP;
    }

    @Override
    public List<String> tables() {
        return List.of("open_tab");
    }

    @Override
    public Filling fill() {
        return events -> events.forEach(message -> on((TabEvent) message.getPayload(), message.trackingToken()));
    }
}
