package holdfast.app.commandbus;

import holdfast.app.HoldfastApplication;
import holdfast.app.eventstore.Turns;
import holdfast.app.store.PreparedFolder;
import holdfast.app.tracing.Traces;
import holdfast.order.NewLine;
import holdfast.order.Order;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.DraftOrder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole service with one lane, so that all commands meet. */
final class LaneService implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final List<NewLine> LINES =
            List.of(new NewLine(null, "bread", "main", BigDecimal.ONE, new BigDecimal("2.00")));

    private final ConfigurableApplicationContext context;

    private LaneService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static LaneService start(Path data) {
        LaneService service = new LaneService(new SpringApplicationBuilder(HoldfastApplication.class)
                .run(
                        "--server.port=0",
                        "--holdfast.data-dir=" + PreparedFolder.of(data),
                        "--holdfast.commands.lanes=1"));
        Work.register(service.bean(CommandBus.class));
        return service;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Repository<Order> orders() {
        return bean(Configuration.class).repository(Order.class);
    }

    /** A bus of its own on the same store, with transactions of the caller's. */
    LaneCommandBus bus(TransactionManager transactions, GroupSequels sequels) {
        LaneMetrics metrics = new LaneMetrics(new SimpleMeterRegistry());
        LaneCommandBus bus = new LaneCommandBus(
                SimpleCommandBus.builder().transactionManager(NoTransactionManager.INSTANCE),
                command -> command.getCommandName(),
                new LaneSettings(1, 10, 256, 100),
                new GroupCommit(transactions, bean(Turns.class), bean(NewStreams.class), sequels, metrics),
                new CommandSpans(Traces.NONE),
                metrics);
        Work.register(bus);
        AggregateAnnotationCommandHandler.<Order>builder()
                .aggregateType(Order.class)
                .repository(orders())
                .build()
                .subscribe(bus);
        return bus;
    }

    static DraftOrder draft(String orderId) {
        return new DraftOrder(orderId, null, null, "EUR", LINES, null, NOW);
    }

    static CancelOrder cancel(String orderId, @Nullable Long expectedVersion) {
        return new CancelOrder(orderId, null, expectedVersion, NOW);
    }

    static AddLines add(String orderId, @Nullable Long expectedVersion) {
        return new AddLines(orderId, "c-1", LINES, false, expectedVersion, NOW);
    }

    /** The types of the events of a stream, in their order. */
    List<String> stored(String aggregateId) {
        return bean(JdbcClient.class)
                .sql("select payload_type from domain_event where aggregate_id = ? order by sequence_number")
                .param(aggregateId)
                .query(String.class)
                .list();
    }

    /** Within the transaction of the caller. */
    String inTransaction(String query) {
        return bean(JdbcClient.class).sql(query).query(String.class).single();
    }

    /** On a connection of its own, whatever transaction the caller is in. */
    void besides(String statement, Object... params) throws SQLException {
        try (Connection connection = bean(DataSource.class).getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < params.length; i++) {
                prepared.setObject(i + 1, params[i]);
            }
            prepared.execute();
        }
    }

    double splits() {
        return bean(MeterRegistry.class)
                .get("holdfast.commands.splits")
                .counter()
                .count();
    }

    @Override
    public void close() {
        context.close();
    }
}
