package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import holdfast.app.BesideOthers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is planted into the list of orders and the open tabs is found, named, and taken back: the store stays honest. */
@Order(2)
@BesideOthers
class OrderListAuditTest {

    private static final String SKU = "beans";
    private static final AtomicInteger ORDERS = new AtomicInteger();

    @TempDir
    static Path data;

    private static ShopService shop;

    private String order = "";

    @BeforeAll
    static void start() {
        shop = new ShopService(data);
        shop.stock(SKU, "100000");
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @BeforeEach
    void order() {
        order = "order-" + ORDERS.incrementAndGet();
    }

    @Nested
    class In_an_honest_store {

        @Test
        void every_step_of_an_order_adds_up() {
            draft();
            nothingFound();
            lines(2, 3);
            change("PATCH", "/lines/2", "{\"quantity\":\"7.25\"}");
            nothingFound();
            change("DELETE", "/lines/3", "");
            post("/send", "{}");
            post("/send", "{\"lineIds\":[\"1\"]}");
            nothingFound();
            post("/place", "{}");
            nothingFound();
            change("POST", "/comps", "{\"lineId\":\"1\",\"reason\":\"late\"}");
            change("POST", "/voids", "{\"lineId\":\"2\",\"quantity\":\"0.25\",\"reason\":\"wrong\"}");
            post("/reservation/extensions", "{\"by\":\"PT10M\"}");
            nothingFound();
            post("/payments", "{\"paymentId\":\"p\",\"amount\":\"1.00\",\"method\":\"CARD\"}");
            nothingFound();
            post("/payments", "{\"paymentId\":\"q\",\"amount\":\"2.50\",\"method\":\"CASH\"}");
            post("/payments/p/refunds", "{\"amount\":\"0.40\",\"reason\":\"broken\",\"restock\":false}");
            nothingFound();
            post("/complete", "{}");
            nothingFound();
        }

        @Test
        void every_end_of_an_order_adds_up() {
            place("-cancelled", "");
            ShopService.ok(shop.send("POST", "/v1/orders/" + order + "-cancelled/cancel", "{}"));
            place("-voided", "");
            ShopService.ok(shop.send("POST", "/v1/orders/" + order + "-voided/void", "{\"reason\":\"gone\"}"));
            assertThat(shop.order(order + "-rejected", SKU, "1000000", "")).isEqualTo(409);
            place("-expired", ",\"paymentWindow\":\"PT1S\"");
            place("-refunded", ",\"customerId\":\"c\"");
            String payments = "/v1/orders/" + order + "-refunded/payments";
            ShopService.ok(shop.send("POST", payments, "{\"paymentId\":\"p\",\"amount\":\"10\",\"method\":\"CARD\"}"));
            ShopService.ok(shop.send(
                    "POST", payments + "/p/refunds", "{\"amount\":\"10\",\"reason\":\"broken\",\"restock\":true}"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> shop.sql()
                            .sql("select status = 'EXPIRED' from order_row where order_id = ?")
                            .param(order + "-expired")
                            .query(Boolean.class)
                            .single());

            nothingFound();
        }

        @Test
        void a_tab_with_one_order_after_the_other_adds_up() {
            draftOnTab();
            nothingFound();
            post("/cancel", "{}");
            awaitTab("order_id is null");
            nothingFound();
        }

        private void place(String suffix, String more) {
            assertThat(shop.order(order + suffix, SKU, "4", more)).isEqualTo(201);
        }
    }

    @Nested
    class When_a_row_was_changed {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
                created_at     | timestamptz '2001-01-01 00:00:00+00'                   | createdAt         | 2001-01-01T00:00:00Z
                position       | 77                                                     | position          | 77
                status         | 'PAID'                                                 | status            | PAID
                customer_id    | 'somebody'                                             | customerId        | somebody
                tab            | 'elsewhere'                                            | tab               | elsewhere
                payment_due_at | null                                                   | paymentDueAt      | null
                version        | 77                                                     | version           | 77
                body           | 'no JSON'                                              | body              | no JSON
                body           | replace(body, '"status":"RESERVED"', '"status":"PAID"')| body.status       | PAID
                body           | replace(body, '"amountDue":"10.00"', '"amountDue":"9"')| body.amountDue    | 9
                body           | replace(body, '"paid":"0.00"', '"paid":true')          | body.paid         | true
                body           | replace(body, '"sentCount":0', '"sentCount":5')        | body.lines[0].sentCount | 5
                body           | replace(body, '"lines":[', '"lines":[{},')             | body.lines        | 2 items
                body           | replace(body, '{"orderId"', '{"more":1,"orderId"')     | body.more         | 1
                """)
        void the_column_and_the_order_are_named(String column, String value, String field, @Nullable String actual) {
            shop.order(order, SKU, "4");
            nothingFound();
            planted(Kind.ORDER_ROW_DIFFERS, "order_row", column + " = " + value, () -> {
                Map<String, Object> found = single(Kind.ORDER_ROW_DIFFERS);
                assertThat(found)
                        .containsEntry("orderId", order)
                        .containsEntry("field", field)
                        .containsEntry("actual", actual);
                assertThat(JsonPath.<List<String>>read(found, "$.events[*].type"))
                        .containsExactly("OrderPlaced", "OrderReserved");
            });
        }

        @Test
        void a_tab_is_named_with_its_order() {
            draftOnTab();
            long opened = shop.last("tab:tab-of-" + order);
            for (String field : List.of("opened_position", "position")) {
                planted(Kind.OPEN_TAB_DIFFERS, "open_tab", field + " = 77", () -> {
                    Map<String, Object> found = single(Kind.OPEN_TAB_DIFFERS);
                    assertThat(found)
                            .containsEntry("orderId", order)
                            .containsEntry("stream", "tab:tab-of-" + order)
                            .containsEntry("expected", String.valueOf(opened))
                            .containsEntry("actual", "77");
                    assertThat(JsonPath.<List<Integer>>read(found, "$.events[*].position"))
                            .containsExactly((int) opened);
                });
            }
            planted(
                    Kind.OPEN_TAB_DIFFERS,
                    "open_tab",
                    "order_id = null",
                    () -> assertThat(single(Kind.OPEN_TAB_DIFFERS))
                            .containsEntry("field", "orderId")
                            .containsEntry("actual", null));
        }
    }

    @Nested
    class When_a_row_is_missing_or_too_much {

        @ParameterizedTest
        @CsvSource({"order_row, ORDER_ROW_DIFFERS", "order_sku, ORDER_SKU_DIFFERS", "open_tab, OPEN_TAB_DIFFERS"})
        void the_missing_one_is_named(String table, Kind kind) {
            draftOnTab();
            planted(kind, "update " + table + " set order_id = 'ghost' where order_id = '" + order + "'", () -> {
                List<Map<String, Object>> found = found(kind);
                assertThat(found)
                        .anySatisfy(missing -> assertThat(missing)
                                .containsEntry("orderId", order)
                                .satisfies(
                                        each -> assertThat(each.get("actual")).isIn(null, "ghost")));
            });
        }

        @Test
        void a_row_of_no_order_is_named() {
            draftOnTab();
            String copy = "insert into order_row select 'ghost', created_at, position, status, customer_id, tab,"
                    + " payment_due_at, version, body from order_row where order_id = '" + order + "'";
            planted(
                    Kind.ORDER_ROW_DIFFERS,
                    copy,
                    () -> assertThat(single(Kind.ORDER_ROW_DIFFERS))
                            .containsEntry("orderId", "ghost")
                            .containsEntry("actual", "ghost")
                            .containsEntry("expected", null));
        }

        @ParameterizedTest
        @CsvSource(quoteCharacter = '`', textBlock = """
                tea,   created_at, position,          order_id
                tea,   created_at, position,          'ghost'
                beans, created_at, position + 100000, order_id
                """)
        void a_sku_that_is_not_on_the_order_is_named(String sku, String time, String position, String id) {
            shop.order(order, SKU, "4");
            nothingFound();
            String row = "insert into order_sku select '%s', %s, %s, %s from order_sku where order_id = '%s'"
                    .formatted(sku, time, position, id, order);
            planted(
                    Kind.ORDER_SKU_DIFFERS,
                    row,
                    () -> assertThat(single(Kind.ORDER_SKU_DIFFERS))
                            .containsEntry("orderId", id.equals("order_id") ? order : "ghost")
                            .containsEntry("sku", sku)
                            .containsEntry("expected", null));
        }

        @Test
        void a_tab_that_nobody_used_is_named() {
            draftOnTab();
            planted(
                    Kind.OPEN_TAB_DIFFERS,
                    "insert into open_tab values ('nobody', 'ghost', 1, 1)",
                    () -> assertThat(single(Kind.OPEN_TAB_DIFFERS))
                            .containsEntry("stream", "tab:nobody")
                            .containsEntry("orderId", "ghost"));
        }
    }

    @Nested
    class When_a_figure_was_changed {

        @Test
        void the_status_is_named_with_the_last_order_that_came_to_it() {
            shop.order(order, SKU, "4");
            long orders = count("RESERVED");
            planted(
                    Kind.ORDER_COUNT_DIFFERS,
                    "update order_count set orders = orders - 1 where status = 'RESERVED'",
                    () -> {
                        Map<String, Object> found = single(Kind.ORDER_COUNT_DIFFERS);
                        assertThat(found)
                                .containsEntry("field", "RESERVED")
                                .containsEntry("expected", String.valueOf(orders))
                                .containsEntry("actual", String.valueOf(orders - 1));
                        assertThat(JsonPath.<List<Integer>>read(found, "$.events[*].position"))
                                .containsExactly((int) shop.last(order));
                    });
        }

        @Test
        void a_status_that_no_order_has_or_that_is_missing_is_named() {
            shop.order(order, SKU, "4");
            nothingFound();
            planted(
                    Kind.ORDER_COUNT_DIFFERS,
                    "insert into order_count values ('LOST', 3)",
                    () -> assertThat(single(Kind.ORDER_COUNT_DIFFERS))
                            .containsEntry("field", "LOST")
                            .containsEntry("expected", null)
                            .containsEntry("actual", "3"));
            planted(
                    Kind.ORDER_COUNT_DIFFERS,
                    "delete from order_count where status = 'RESERVED'",
                    () -> assertThat(single(Kind.ORDER_COUNT_DIFFERS))
                            .containsEntry("field", "RESERVED")
                            .containsEntry("actual", null));
        }

        private long count(String status) {
            nothingFound();
            return shop.sql()
                    .sql("select orders from order_count where status = ?")
                    .param(status)
                    .query(Long.class)
                    .single();
        }

        @ParameterizedTest
        @CsvSource({"placed", "paid", "rejected", "expired"})
        void the_minute_and_what_was_counted_are_named(String column) {
            shop.order(order, SKU, "4");
            nothingFound();
            String minute = "(select max(minute) from order_minute)";
            planted(
                    Kind.ORDER_MINUTE_DIFFERS,
                    "update order_minute set %1$s = %1$s + 7 where minute = %2$s".formatted(column, minute),
                    () -> {
                        Map<String, Object> found = single(Kind.ORDER_MINUTE_DIFFERS);
                        assertThat(String.valueOf(found.get("field"))).startsWith(column + " 20");
                        assertThat(difference(found)).isEqualTo(7);
                        assertThat(JsonPath.<List<Object>>read(found, "$.events"))
                                .isNotEmpty();
                    });
        }

        @Test
        void a_minute_without_any_order_is_named() {
            planted(
                    Kind.ORDER_MINUTE_DIFFERS,
                    "insert into order_minute values ('2001-01-01T00:07:00Z', 0, 0, 2, 0)",
                    () -> assertThat(single(Kind.ORDER_MINUTE_DIFFERS))
                            .containsEntry("field", "rejected 2001-01-01T00:07:00Z")
                            .containsEntry("expected", "0")
                            .containsEntry("actual", "2"));
        }

        @Test
        void a_minute_that_is_missing_is_named() {
            shop.order(order, SKU, "4");
            nothingFound();
            planted(
                    Kind.ORDER_MINUTE_DIFFERS,
                    "delete from order_minute where minute = (select max(minute) from order_minute where placed > 0)",
                    () -> assertThat(found(Kind.ORDER_MINUTE_DIFFERS)).anySatisfy(found -> {
                        assertThat(String.valueOf(found.get("field"))).startsWith("placed ");
                        assertThat(found).containsEntry("actual", "0");
                    }));
        }

        private static long difference(Map<String, Object> found) {
            return Long.parseLong(String.valueOf(found.get("actual")))
                    - Long.parseLong(String.valueOf(found.get("expected")));
        }
    }

    @Nested
    class When_an_event_cannot_be_read {

        @Test
        void it_is_named_and_nothing_is_said_of_its_order() {
            shop.order(order, SKU, "4");
            post("/send", "{}");
            nothingFound();
            byte[] payload = payload();
            write("{".getBytes(StandardCharsets.UTF_8));

            assertThat(audit()).extracting(found -> found.get("kind")).containsExactly("EVENT_UNREADABLE");

            write(payload);
            nothingFound();
        }

        private byte[] payload() {
            return shop.sql()
                    .sql("select payload from domain_event where position = ?")
                    .param(shop.last(order))
                    .query(byte[].class)
                    .single();
        }

        private void write(byte[] payload) {
            shop.sql()
                    .sql("update domain_event set payload = ? where position = ?")
                    .params(payload, shop.last(order))
                    .update();
        }
    }

    @Nested
    class While_the_list_is_behind {

        @Test
        void it_is_compared_where_it_stands() throws Exception {
            shop.order(order, SKU, "4");
            nothingFound();
            CountDownLatch held = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> holding = threads.submit(() -> hold("orders", held));
                assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
                long before = shop.last(order);
                shop.order(order + "-later", SKU, "1");

                String audit = shop.audit("");

                assertThat(JsonPath.<List<Object>>read(audit, "$.discrepancies"))
                        .isEmpty();
                int orders = JsonPath.read(audit, "$.comparedAt.orders");
                assertThat(orders).isGreaterThanOrEqualTo((int) before).isLessThan((int) shop.last(order + "-later"));
                assertThat(JsonPath.<Integer>read(audit, "$.readModelPosition")).isEqualTo(orders);
                assertThat(JsonPath.<Integer>read(audit, "$.comparedAt.stock"))
                        .isEqualTo(JsonPath.<Integer>read(audit, "$.position"));
                holding.get();
            }
            nothingFound();
        }

        /** No batch of the processor is committed meanwhile: longer than an audit waits for it. */
        private static void hold(String processor, CountDownLatch held) {
            new TransactionTemplate(shop.part(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
                shop.sql()
                        .sql("select segment from token_entry where processor_name = ? for update")
                        .param(processor)
                        .query(Integer.class)
                        .list();
                held.countDown();
                shop.sql().sql("select pg_sleep(9)").query().singleRow();
            });
        }
    }

    @Nested
    class When_a_deadline_is_not_watched {

        @Test
        void the_order_is_named() {
            shop.order(order, SKU, "4");
            planted(
                    Kind.DEADLINE_NOT_WATCHED,
                    "delete from payment_deadline where holder = '" + order + "'",
                    () -> assertThat(single(Kind.DEADLINE_NOT_WATCHED))
                            .containsEntry("orderId", order)
                            .containsEntry("actual", null));
        }

        @Test
        void the_cart_is_named_only_when_it_would_be_asked_too_late() {
            ShopService.ok(shop.send("POST", "/v1/reservations", """
                    {"reservationId":"%s","lines":[{"sku":"%s","quantity":"4"}],"expiresIn":"PT1H"}""".formatted(order, SKU)));
            ShopService.ok(shop.send("POST", "/v1/reservations/" + order + "/extensions", "{\"by\":\"PT1H\"}"));
            String due =
                    "update payment_deadline set due_at = due_at %s interval '1 s' where holder = 'cart:" + order + "'";
            planted(
                    Kind.DEADLINE_NOT_WATCHED,
                    due.formatted("+"),
                    () -> assertThat(single(Kind.DEADLINE_NOT_WATCHED)).containsEntry("reservationId", order));
            planted(
                    Kind.DEADLINE_NOT_WATCHED,
                    due.formatted("-"),
                    () -> assertThat(audit()).isEmpty());
        }
    }

    private void planted(Kind kind, String table, String change, Runnable assertion) {
        planted(kind, "update " + table + " set " + change + " where order_id = '" + order + "'", assertion);
    }

    private void planted(Kind kind, String statement, Runnable assertion) {
        // Else a projection would write while the rows are changed and put back.
        nothingFound();
        List<String> tables =
                List.of("order_row", "order_sku", "order_count", "order_minute", "open_tab", "payment_deadline");
        tables.forEach(table -> shop.sql()
                .sql("create table kept_" + table + " as table " + table)
                .update());
        try {
            assertThat(shop.sql().sql(statement).update()).as(statement).isEqualTo(1);
            // As long as the process is not past an order, it is in progress.
            await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).untilAsserted(assertion::run);
            assertThat(audit()).extracting(found -> found.get("kind")).isSubsetOf(kind.name());
        } finally {
            for (String table : tables) {
                shop.sql().sql("delete from " + table).update();
                shop.sql().sql("insert into " + table + " table kept_" + table).update();
                shop.sql().sql("drop table kept_" + table).update();
            }
        }
        nothingFound();
    }

    private static void nothingFound() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(audit()).isEmpty());
    }

    private static List<Map<String, Object>> audit() {
        return JsonPath.read(shop.audit(""), "$.discrepancies");
    }

    private static List<Map<String, Object>> found(Kind kind) {
        Stream<Map<String, Object>> all = audit().stream();
        return all.filter(found -> kind.name().equals(found.get("kind"))).toList();
    }

    private static Map<String, Object> single(Kind kind) {
        List<Map<String, Object>> found = found(kind);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private void draft() {
        assertThat(shop.order(order, SKU, "4", ",\"place\":false")).isEqualTo(201);
    }

    private void draftOnTab() {
        assertThat(shop.order(order, SKU, "4", ",\"tab\":\"tab-of-" + order + "\",\"place\":false"))
                .isEqualTo(201);
        awaitTab("order_id is not null");
        nothingFound();
    }

    private void awaitTab(String state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> shop.sql()
                        .sql("select count(*) = 1 from open_tab where tab = ? and " + state)
                        .param("tab-of-" + order)
                        .query(Boolean.class)
                        .single());
    }

    private void lines(int... ids) {
        for (int id : ids) {
            post(
                    "/lines",
                    "{\"lines\":[{\"lineId\":\"%d\",\"sku\":\"%s\",\"quantity\":\"1.5\",\"unitPrice\":\"0.50\"}]}"
                            .formatted(id, SKU));
        }
    }

    private void post(String path, String body) {
        ShopService.ok(shop.send("POST", "/v1/orders/" + order + path, body));
    }

    private void change(String method, String path, String body) {
        String etag =
                shop.get("/v1/orders/" + order).headers().firstValue("ETag").orElseThrow();
        ShopService.ok(shop.send(method, "/v1/orders/" + order + path, body, "If-Match", etag));
    }
}
