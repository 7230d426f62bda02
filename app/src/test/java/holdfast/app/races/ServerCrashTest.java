package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import holdfast.app.store.PostgresForTests;
import holdfast.app.store.ServerForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server crashes under a node that lives on, just when a read model has committed what is not on the disk yet.
 *
 * <p>The server may take such a commit back, token and all, while the node that made it knows nothing of that.
 */
@BesideOthers
class ServerCrashTest {

    private static final int CRASHES = 2;

    @TempDir
    Path folder;

    private PostgresForTests postgres;
    private ServerForTests database;
    private RunningService node;

    @BeforeEach
    void start() {
        // So late does the server write by itself what nobody waits for.
        postgres = PostgresForTests.start(folder.resolve("server"), 60, "wal_writer_delay = 10s");
        database = ServerForTests.on(postgres);
        node = RunningService.startOn(
                folder.resolve("node"), database.settings().toArray(String[]::new));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        postgres.close();
    }

    @Test
    void read_models_are_equal_to_the_events_also_when_the_server_took_back_what_they_had_committed() throws Exception {
        String sku = node.shop().stock("crash", "100");
        for (int crash = 0; crash < CRASHES; crash++) {
            awaitMovementOf(place(sku));
            postgres.crash();
            postgres.start();
            awaitMovementOf(place(sku));
        }

        node.shop().awaitConserved(sku);
        assertThat(node.shop().level(sku)).isEqualTo(new Level("100", "4", "96"));
    }

    private String place(String sku) {
        String orderId = Shop.unique("order");
        ShopRequest request = ShopRequest.place(orderId, new Line(sku, "1", "1.00"));
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .until(() -> node.shop().send(request).status() == 201);
        return orderId;
    }

    /** Until the read model has it, looked at on a connection that is open already: the crash is to come at once. */
    private void awaitMovementOf(String orderId) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement select =
                        connection.prepareStatement("select count(*) from movement where order_id = ?")) {
            select.setString(1, orderId);
            await().atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> count(select) == 1);
        }
    }

    private static int count(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
