package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Read models that are rebuilt beside the live ones, while the shop goes on. */
@BesideOthers
class RebuildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> READ_MODELS = List.of("stock", "orders", "open-tabs");

    private static RunningService service;
    private static Shop shop;

    @BeforeAll
    static void start() {
        service = RunningService.start();
        shop = service.shop();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static JdbcClient jdbc() {
        return service.part(JdbcClient.class);
    }

    private static JsonNode rebuild(String name) {
        ShopAnswer begun = shop.require(202, replay(name));
        String startedAt = begun.body().required("replay").required("startedAt").asString();
        JsonNode replay = await().atMost(PATIENCE)
                .until(
                        () -> shop.require(200, ShopRequest.get("/v1/admin/processors/" + name))
                                .body()
                                .required("replay"),
                        found -> !found.required("endedAt").isNull());
        assertThat(replay.required("startedAt").asString()).isEqualTo(startedAt);
        assertThat(replay.required("state").asString()).as("%s", replay).isEqualTo("DONE");
        assertThat(replay.required("position").asLong())
                .isGreaterThanOrEqualTo(replay.required("target").asLong());
        return replay.required("differences");
    }

    private static ShopRequest replay(String name) {
        return ShopRequest.of("POST", "/v1/admin/processors/" + name + "/replay", null);
    }

    private static Map<String, List<Map<String, Object>>> tables() {
        Map<String, List<Map<String, Object>>> tables = new HashMap<>();
        for (String table : List.of(
                "stock_definition order by sku",
                "stock_level order by sku, location",
                "stock_hold order by sku, location, order_id",
                "movement order by position",
                "order_row order by order_id",
                "order_sku order by sku, position",
                "open_tab order by tab")) {
            tables.put(table, jdbc().sql("select * from " + table).query().listOfRows());
        }
        return tables;
    }

    /** The names of all indexes and constraints, which later migrations may call by. */
    private static List<String> names() {
        return jdbc().sql("""
                        select indexname from pg_indexes where schemaname = current_schema()
                        union all
                        select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
                        where connamespace = cast(current_schema() as regnamespace) and contype <> 'n'
                        union all
                        select relname || ' ' || option from pg_class, unnest(reloptions) as option
                        where relnamespace = cast(current_schema() as regnamespace)
                        order by 1""").query(String.class).list();
    }

    private static List<String> schemas() {
        return jdbc().sql("select nspname from pg_namespace where nspname ~ '^(rebuild|replaced)_'")
                .query(String.class)
                .list();
    }

    private static List<String> trade(String sku) {
        List<String> orders = AtOnce.run(
                4,
                _ -> shop.require(201, ShopRequest.place(unique("rebuilt"), new Line(sku, "2.5", "1.00")))
                        .text("orderId"));
        shop.require(201, ShopRequest.pay(orders.get(0), "2.50"));
        shop.require(201, ShopRequest.issue(sku, "0.25"));
        shop.require(201, ShopRequest.adjust(sku, "-1"));
        shop.require(200, ShopRequest.cancel(orders.get(1)));
        shop.require(
                201,
                ShopRequest.post(
                        "/v1/orders",
                        Map.of(
                                "tab",
                                unique("tab"),
                                "currency",
                                "EUR",
                                "lines",
                                List.of(new Line(sku, "1", "1.00")),
                                "place",
                                false)));
        return orders;
    }

    private static void awaitReadModels() {
        String position = shop.require(201, ShopRequest.receive(shop.stock("last", "1"), "1"))
                .headers()
                .firstValue("X-Position")
                .orElseThrow();
        for (String list : List.of("stock", "movements", "orders", "tabs")) {
            shop.require(200, ShopRequest.get("/v1/" + list + "?limit=1").with("X-Min-Position", position));
        }
    }

    @Test
    void a_rebuild_makes_the_same_tables_with_the_same_indexes() {
        String sku = shop.stock("same", "100", 2);
        trade(sku);
        awaitReadModels();
        Map<String, List<Map<String, Object>>> before = tables();
        List<String> names = names();

        for (String name : READ_MODELS) {
            assertThat(rebuild(name)).as(name).isEmpty();
        }

        assertThat(tables()).isEqualTo(before);
        assertThat(before.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
        assertThat(names()).isEqualTo(names).anyMatch(name -> name.equals("order_row_newest"));
        assertThat(schemas()).isEmpty();
        shop.awaitConserved(sku);
    }

    @Test
    void nobody_sees_an_empty_or_half_table_and_nobody_waits_while_the_shop_goes_on() throws Exception {
        String sku = shop.stock("busy", "1000", 2);
        String known = trade(sku).getFirst();
        awaitReadModels();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger placed = new AtomicInteger();
        AtomicInteger read = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> busy = List.of(
                    threads.submit(() -> trader(sku, over, placed)),
                    threads.submit(() -> trader(sku, over, placed)),
                    threads.submit(() -> reader(sku, known, over, read)),
                    threads.submit(() -> reader(sku, known, over, read)));
            try {
                for (int round = 0; round < 3; round++) {
                    for (String name : READ_MODELS) {
                        int placedBefore = placed.get();
                        int readBefore = read.get();
                        assertThat(rebuild(name)).as(name).isEmpty();
                        await().atMost(PATIENCE).until(() -> placed.get() > placedBefore && read.get() > readBefore);
                    }
                }
            } finally {
                over.set(true);
            }
            for (Future<?> each : busy) {
                each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
        shop.awaitConserved(sku);
        for (String name : READ_MODELS) {
            assertThat(rebuild(name))
                    .as("what went on while the tables were swapped, in " + name)
                    .isEmpty();
        }
    }

    private static void trader(String sku, AtomicBoolean over, AtomicInteger placed) {
        while (!over.get()) {
            String order = unique("busy");
            ShopAnswer answer = shop.require(201, ShopRequest.place(order, new Line(sku, "0.5", "2.00")));
            shop.require(201, ShopRequest.pay(order, "1.00"));
            String position = answer.headers().firstValue("X-Position").orElseThrow();
            ShopAnswer own = shop.require(
                    200, ShopRequest.get("/v1/movements?orderId=" + order).with("X-Min-Position", position));
            assertThat(own.body().required("items")).isNotEmpty();
            placed.incrementAndGet();
        }
    }

    /** What has been there stays there, at each look. */
    private static void reader(String sku, String order, AtomicBoolean over, AtomicInteger read) {
        int movements = 0;
        while (!over.get()) {
            ShopAnswer trail = shop.require(200, ShopRequest.get("/v1/movements?sku=" + sku + "&limit=200"));
            int now = trail.body().required("items").size();
            assertThat(now).isGreaterThanOrEqualTo(movements);
            movements = now;
            ShopAnswer paid = shop.require(200, ShopRequest.get("/v1/movements?limit=200&orderId=" + order));
            assertThat(paid.body().required("items")).hasSize(2);
            ShopAnswer orders = shop.require(200, ShopRequest.get("/v1/orders?sku=" + sku + "&limit=200"));
            assertThat(orders.body().required("items").size()).isGreaterThanOrEqualTo(4);
            ShopAnswer stock = shop.require(200, ShopRequest.get("/v1/stock?limit=200"));
            assertThat(stock.body().required("items"))
                    .anyMatch(item -> item.required("sku").asString().equals(sku));
            read.incrementAndGet();
        }
    }

    @Test
    void a_difference_is_told_and_cured() {
        String sku = shop.stock("crooked", "100", 2);
        List<String> orders = trade(sku);
        awaitReadModels();
        Map<String, List<Map<String, Object>>> before = tables();
        jdbc().sql("update stock_level set on_hand = on_hand + 1 where sku = ?")
                .param(sku)
                .update();
        jdbc().sql("delete from movement where sku = ? and kind = 'ISSUED'")
                .param(sku)
                .update();
        jdbc().sql("insert into stock_hold select sku, 'elsewhere', order_id, quantity, expires_at from stock_hold"
                        + " where sku = ? limit 1")
                .param(sku)
                .update();
        jdbc().sql("update order_row set body = replace(body, 'PAID', 'DRAFT') where order_id = ?")
                .param(orders.getFirst())
                .update();
        assertThat(tables()).isNotEqualTo(before);

        assertThat(rebuild("orders").toString())
                .isEqualTo("[{\"table\":\"order_row\",\"missing\":0,\"extra\":0,\"different\":1,\"examples\":[\""
                        + orders.getFirst() + "\"]}]");
        JsonNode differences = rebuild("stock");
        assertThat(differences.valueStream().map(RebuildTest::counts))
                .containsExactly("stock_level 0 0 1", "stock_hold 0 1 0", "movement 1 0 0");
        assertThat(differences.get(0).required("examples").get(0).asString()).isEqualTo(sku + " main");

        assertThat(tables()).isEqualTo(before);
        assertThat(rebuild("stock")).isEmpty();
        shop.awaitConserved(sku);
    }

    private static String counts(JsonNode difference) {
        return "%s %s %s %s"
                .formatted(
                        difference.required("table").asString(),
                        difference.required("missing"),
                        difference.required("extra"),
                        difference.required("different"));
    }

    @Test
    void only_read_models_can_be_rebuilt() {
        for (String process : List.of("reservation", "amendments", "tabs")) {
            assertThat(shop.send(replay(process)).outcome()).isEqualTo("409 invalid-state");
        }
        assertThat(shop.send(replay("nothing")).outcome()).isEqualTo("404 not-found");
        assertThat(shop.as("wrong").send(replay("stock")).outcome()).isEqualTo("401 unauthenticated");
    }
}
