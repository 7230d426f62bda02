package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import holdfast.app.store.ServerForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How soon a read model, which runs on one of two nodes, has what each of them has committed. */
@Isolated("it counts milliseconds")
class SeenSoonTest {

    private static final int WARM_UP = 15;
    private static final int ORDERS = 15;
    /** Longer than read models gather what comes closely together. */
    private static final Duration PAUSE = Duration.ofMillis(130);

    @TempDir
    static Path folder;

    private static ServerForTests server;
    private static final List<RunningService> NODES = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = ServerForTests.start(folder.resolve("server"), 50);
        for (int node = 0; node < 2; node++) {
            NODES.add(RunningService.startOn(
                    folder.resolve("node"), server.settings().toArray(String[]::new)));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (RunningService node : NODES) {
            node.close();
        }
        server.close();
    }

    @Test
    void what_a_node_commits_is_seen_in_some_milliseconds_and_by_the_other_node_within_a_tenth_of_a_second()
            throws Exception {
        String sku = NODES.getFirst().shop().stock("seen", "1000");
        List<Duration> medians = new ArrayList<>();
        try (Connection connection = server.connect();
                PreparedStatement select =
                        connection.prepareStatement("select count(*) from movement where order_id = ?")) {
            for (RunningService node : NODES) {
                List<Duration> times = new ArrayList<>();
                for (int order = 0; order < WARM_UP + ORDERS; order++) {
                    times.add(untilSeen(node.shop(), sku, select));
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                medians.add(times.stream().skip(WARM_UP).sorted().toList().get(ORDERS / 2));
            }
        }

        System.out.println("From the answer to the row of the read model, in the median, by node: " + medians);
        assertThat(medians).allSatisfy(median -> assertThat(median).isLessThan(Duration.ofMillis(100)));
        assertThat(medians.stream().min(Comparator.naturalOrder()).orElseThrow())
                .isLessThan(Duration.ofMillis(25));
    }

    private static Duration untilSeen(Shop shop, String sku, PreparedStatement select) throws SQLException {
        String orderId = Shop.unique("order");
        shop.require(201, ShopRequest.place(orderId, new Line(sku, "1", "1.00")));
        long answered = System.nanoTime();
        select.setString(1, orderId);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> isThere(select));
        return Duration.ofNanos(System.nanoTime() - answered);
    }

    private static boolean isThere(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1) == 1;
        }
    }
}
