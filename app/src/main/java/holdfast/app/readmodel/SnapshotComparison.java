package holdfast.app.readmodel;

import holdfast.app.readmodel.Rebuild.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares live and new tables in one snapshot that sees both as of the same position, while the live ones go on. */
@Component
class SnapshotComparison {

    private final TableComparison comparison;
    private final LiveProcessor live;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final TransactionTemplate snapshot;

    SnapshotComparison(
            TableComparison comparison,
            LiveProcessor live,
            JdbcClient jdbc,
            DataSource dataSource,
            PlatformTransactionManager transactions) {
        this.comparison = comparison;
        this.live = live;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * Answers the tables that differ.
     *
     * @param catchUp brings the new tables to the position of the live ones, and commits
     */
    List<Difference> compare(ReadModel model, LongConsumer catchUp) {
        return Objects.requireNonNull(snapshot.execute(_ -> {
            jdbc.sql("set local work_mem = '64MB'").update(); // takes no snapshot yet
            Connection connection = DataSourceUtils.getConnection(dataSource);
            live.whileHeld(model.name(), position -> {
                catchUp.accept(position);
                takeSnapshot(connection);
            });
            return comparison.compare(model);
        }));
    }

    private static void takeSnapshot(Connection connection) {
        try (Statement first = connection.createStatement()) {
            first.execute("select 1");
        } catch (SQLException e) {
            throw new IllegalStateException("No snapshot can be had", e);
        }
    }
}
