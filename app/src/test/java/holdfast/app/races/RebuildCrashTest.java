package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service is killed in the middle of a rebuild, which somebody who holds a lock keeps from going on. */
@Order(1)
@BesideOthers
class RebuildCrashTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d+)$");

    @TempDir
    Path folder;

    private ServiceProcess start() throws Exception {
        return ServiceProcess.start(
                folder.resolve("data"), folder.resolve("service.log"), "--holdfast.rebuild.batch=1");
    }

    /** A connection to the store of the running service. */
    private Connection store() throws Exception {
        Path data = folder.resolve("data");
        Matcher port = PORT.matcher(Files.readString(data.resolve("postgres/postgresql.conf")));
        assertThat(port.find()).isTrue();
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port.group(1) + "/holdfast",
                "holdfast",
                Files.readString(data.resolve("postgres.password")).strip());
        connection.setAutoCommit(false);
        return connection;
    }

    private static JsonNode replay(Shop shop) {
        return shop.require(200, ShopRequest.get("/v1/admin/processors/stock"))
                .body()
                .required("replay");
    }

    private static String state(Shop shop) {
        return replay(shop).required("state").asString();
    }

    private static void begin(Shop shop) {
        shop.require(202, ShopRequest.of("POST", "/v1/admin/processors/stock/replay", null));
    }

    /** Where somebody holds it up; answers when it stands there. */
    private interface Trap {
        void hold(Shop shop, Connection store) throws Exception;
    }

    @Test
    void the_live_tables_stay_and_the_next_start_goes_on_wherever_it_was() throws Exception {
        ServiceProcess service = start();
        try {
            String sku = trade(service.shop());
            for (Trap trap : List.<Trap>of(
                    RebuildCrashTest::beforeThereIsAnything,
                    RebuildCrashTest::halfFull,
                    RebuildCrashTest::inFrontOfTheSwap)) {
                try (Connection store = store()) {
                    trap.hold(service.shop(), store);
                    assertUntouched(service.shop(), sku);
                    service.kill();
                }
                service = start();
                assertGoesOn(service.shop(), sku);
            }
        } finally {
            service.close();
        }
    }

    private static void beforeThereIsAnything(Shop shop, Connection store) throws SQLException {
        execute(store, "lock table stock_definition in access exclusive mode");
        begin(shop);
        await().atMost(PATIENCE).until(() -> isWaitedFor(store));
        assertThat(state(shop)).isEqualTo("REQUESTED");
    }

    private static void halfFull(Shop shop, Connection store) {
        begin(shop);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .until(() -> holdsHalfFull(store));
    }

    private static void inFrontOfTheSwap(Shop shop, Connection store) throws SQLException {
        execute(store, "lock table movement in access share mode");
        begin(shop);
        await().atMost(PATIENCE).until(() -> state(shop).equals("SWAPPING"));
    }

    private static String trade(Shop shop) {
        String sku = shop.stock("crash", "1000");
        AtOnce.run(8, _ -> {
            for (int i = 0; i < 20; i++) {
                shop.require(201, ShopRequest.place(unique("crash"), new Line(sku, "1", "1.00")));
            }
            return sku;
        });
        return sku;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isWaitedFor(Connection blocker) throws SQLException {
        try (Statement statement = blocker.createStatement();
                ResultSet waiting =
                        statement.executeQuery("select exists (select 1 from pg_locks where not granted)")) {
            return waiting.next() && waiting.getBoolean(1);
        }
    }

    /** Locks the record of the rebuild, and lets go of it again unless it says what is wanted. */
    private static boolean holdsHalfFull(Connection blocker) throws SQLException {
        try (Statement statement = blocker.createStatement();
                ResultSet record = statement.executeQuery(
                        "select phase, position, target from read_model_rebuild where name = 'stock' for update")) {
            if (record.next() && record.getString(1).equals("FILLING") && record.getLong(2) > record.getLong(3) / 4) {
                assertThat(record.getLong(2)).isLessThan(record.getLong(3));
                return true;
            }
        }
        blocker.rollback();
        return false;
    }

    private static void assertUntouched(Shop shop, String sku) {
        assertThat(shop.require(200, ShopRequest.get("/v1/movements?limit=200&sku=" + sku))
                        .body()
                        .required("items"))
                .hasSize(1 + 160);
    }

    private void assertGoesOn(Shop shop, String sku) throws Exception {
        await().atMost(PATIENCE).until(() -> state(shop).equals("DONE"));
        assertThat(replay(shop).required("differences")).isEmpty();
        assertUntouched(shop, sku);
        shop.awaitConserved(sku);
        try (Connection store = store();
                Statement statement = store.createStatement();
                ResultSet left = statement.executeQuery(
                        "select count(*) from pg_namespace where nspname ~ '^(rebuild|replaced)_'")) {
            assertThat(left.next()).isTrue();
            assertThat(left.getLong(1)).as("schemas left behind").isZero();
        }
    }
}
