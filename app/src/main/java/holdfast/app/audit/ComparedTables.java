package holdfast.app.audit;

import holdfast.app.eventstore.StreamEvents;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** All tables of read models that an audit compares with the events. */
@Component
class ComparedTables {

    private final JdbcClient jdbc;
    private final ReadModels readModels;
    private final OrderTables orders;
    private final StreamEvents streams;
    private final StoredEvents stored;
    private final JsonMapper json;

    ComparedTables(
            JdbcClient jdbc,
            ReadModels readModels,
            OrderTables orders,
            StreamEvents streams,
            StoredEvents stored,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.readModels = readModels;
        this.orders = orders;
        this.streams = streams;
        this.stored = stored;
        this.json = json;
    }

    /** Keeps the tables from being swapped for rebuilt ones until the transaction ends, which it must begin with. */
    void keep() {
        jdbc.sql("lock table stock_definition, stock_level, stock_hold, movement, order_row, order_sku, order_count,"
                        + " order_minute, open_tab in access share mode")
                .update();
    }

    /** Begins to compare them with the events of one pass. */
    Comparisons comparisons(Scope scope, StockBook stock, ReadModelsReached reached, Findings findings) {
        return new Comparisons(
                scope,
                new StockComparison(readModels, scope, stock, reached.stock(), findings),
                new OrderComparison(orders, streams, json, reached.orders(), findings),
                new OpenTabComparison(readModels, reached.openTabs(), findings),
                new DeadlineCheck(readModels, findings),
                stored::at);
    }
}
