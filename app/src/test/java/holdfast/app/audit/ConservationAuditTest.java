package holdfast.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import holdfast.app.BesideOthers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a SKU and orders of its own; what it plants stays in the store and concerns nobody else. */
@BesideOthers
class ConservationAuditTest {

    @TempDir
    static Path data;

    private static ShopService shop;

    private String sku;
    private String order;

    @BeforeAll
    static void start() {
        shop = new ShopService(data);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @BeforeEach
    void nameTheSku(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        sku = name.substring(0, Math.min(name.length(), 50));
        order = "order-" + sku;
    }

    @Nested
    class In_an_honest_store {

        @Test
        void a_mixed_day_of_trade_adds_up_at_every_moment() {
            String orders = "day-";
            shop.stock(sku, "20.5");
            shop.order(orders + "paid", sku, "1.5");
            shop.pay(orders + "paid", "1.00");
            nothingFound();
            shop.pay(orders + "paid", "2.75");
            nothingFound();
            ShopService.ok(shop.send("POST", "/v1/orders/" + orders + "paid/complete", "{}"));
            shop.order(orders + "cancelled", sku, "3");
            shop.cancel(orders + "cancelled");
            nothingFound();
            assertThat(shop.order(orders + "rejected", sku, "500", "")).isEqualTo(409);
            shop.order(orders + "amended", sku, "2");
            amend(orders + "amended");
            nothingFound();
            assertThat(shop.order(orders + "draft", sku, "1", ",\"place\":false"))
                    .isEqualTo(201);
            assertThat(shop.order(orders + "expired", sku, "4", ",\"paymentWindow\":\"PT1S\""))
                    .isEqualTo(201);
            ShopService.ok(shop.send("POST", "/v1/stock/" + sku + "/issues", "{\"quantity\":\"0.25\"}"));
            ShopService.ok(shop.send(
                    "POST", "/v1/stock/" + sku + "/adjustments", "{\"quantity\":\"-1\",\"reason\":\"DAMAGED\"}"));
            nothingFound();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> shop.sql()
                            .sql("select count(*) = 0 from stock_hold where order_id = 'day-expired'")
                            .query(Boolean.class)
                            .single());
            nothingFound();

            String whole = shop.audit("");
            assertThat(JsonPath.<Integer>read(whole, "$.itemsChecked")).isPositive();
            assertThat(JsonPath.<Integer>read(whole, "$.position")).isPositive();
        }

        private void amend(String orderId) {
            ShopService.ok(shop.send("POST", "/v1/orders/" + orderId + "/lines", """
                    {"lines":[{"lineId":"2","sku":"%s","quantity":"1","unitPrice":"1"}]}""".formatted(sku)));
            nothingFound();
            change(orderId, "PATCH", "1", "{\"quantity\":\"5\"}");
            nothingFound();
            change(orderId, "PATCH", "1", "{\"quantity\":\"1\"}");
            nothingFound();
            change(orderId, "DELETE", "2", "");
        }

        private void change(String orderId, String method, String line, String body) {
            String etag = shop.get("/v1/orders/" + orderId)
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            ShopService.ok(shop.send(method, "/v1/orders/" + orderId + "/lines/" + line, body, "If-Match", etag));
        }

        private void nothingFound() {
            assertThat(shop.found(sku)).isEmpty();
        }

        @Test
        void a_sku_that_nobody_knows_has_nothing_to_check() {
            String answer = shop.audit("?sku=nobody-knows");

            assertThat(JsonPath.<Integer>read(answer, "$.itemsChecked")).isZero();
            assertThat(JsonPath.<List<Object>>read(answer, "$.discrepancies")).isEmpty();
        }

        @Test
        void it_waits_for_the_position_that_its_caller_knows() {
            HttpResponse<String> received = shop.send("PUT", "/v1/stock/" + sku, "{}");
            String position = received.headers().firstValue("X-Position").orElse("1");

            HttpResponse<String> answer =
                    ShopService.ok(shop.get("/v1/audit/conservation", "X-Min-Position", position));

            assertThat(JsonPath.<Integer>read(answer.body(), "$.position"))
                    .isGreaterThanOrEqualTo(Integer.parseInt(position));
            assertThat(shop.get("/v1/audit/conservation", "X-Min-Position", "999999999")
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    @Nested
    class When_a_read_model_was_changed {

        @Test
        void on_hand_differs() {
            shop.stock(sku, "10");
            settled();
            shop.sql()
                    .sql("update stock_level set on_hand = 11 where sku = ?")
                    .param(sku)
                    .update();

            found(Kind.STOCK_LEVEL_DIFFERS, "onHand", "10", "11", shop.last(item()));
        }

        @Test
        void reserved_differs() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            settled();
            shop.sql()
                    .sql("update stock_level set reserved = 3 where sku = ?")
                    .param(sku)
                    .update();

            found(Kind.STOCK_LEVEL_DIFFERS, "reserved", "4", "3", shop.last(item()));
        }

        @Test
        void whether_it_is_low_differs() {
            shop.stock(sku, "10");
            settled();
            shop.sql()
                    .sql("update stock_level set low = true where sku = ?")
                    .param(sku)
                    .update();

            found(Kind.STOCK_LEVEL_DIFFERS, "low", "false", "true", shop.last(item()));
        }

        @Test
        void a_level_is_missing() {
            shop.stock(sku, "10");
            settled();
            shop.sql().sql("delete from stock_level where sku = ?").param(sku).update();

            found(Kind.STOCK_LEVEL_DIFFERS, "onHand", "10", null, shop.last(item()));
        }

        @Test
        void a_level_is_too_much() {
            shop.sql()
                    .sql("insert into stock_level values (?, 'main', 1, 0, 0, 0, null, 1)")
                    .param(sku)
                    .update();

            found(Kind.STOCK_LEVEL_DIFFERS, null, null, "on hand 1, reserved 0");
        }

        @Test
        void a_hold_is_missing() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            settled();
            shop.sql().sql("delete from stock_hold where sku = ?").param(sku).update();

            found(Kind.STOCK_HOLD_DIFFERS, "quantity", "4", null, shop.last(item()));
        }

        @Test
        void a_hold_is_too_much() {
            shop.stock(sku, "10");
            settled();
            shop.sql()
                    .sql("insert into stock_hold values (?, 'main', 'ghost', 2, now())")
                    .param(sku)
                    .update();

            found(Kind.STOCK_HOLD_DIFFERS, null, null, "2", shop.last(item()));
        }

        @Test
        void a_movement_is_missing() {
            shop.stock(sku, "10");
            settled();
            shop.sql().sql("delete from movement where sku = ?").param(sku).update();

            found(Kind.MOVEMENT_DIFFERS, "row", "RECEIVED 10", null, shop.last(item()));
        }

        @Test
        void a_movement_was_altered_and_only_that_one_is_named() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            settled();
            long position = shop.last(item());
            ShopService.ok(shop.send("POST", "/v1/stock/" + sku + "/receipts", "{\"quantity\":\"1\"}"));
            settled();
            shop.sql()
                    .sql("update movement set quantity = 3 where position = ?")
                    .param(position)
                    .update();

            found(Kind.MOVEMENT_DIFFERS, "quantity", "4", "3", position);
            assertThat(shop.found(sku)).hasSize(1);
        }

        @Test
        void a_running_balance_was_altered() {
            shop.stock(sku, "10");
            settled();
            shop.sql()
                    .sql("update movement set balance = 9 where sku = ?")
                    .param(sku)
                    .update();

            found(Kind.MOVEMENT_DIFFERS, "balance", "10", "9", shop.last(item()));
        }

        @Test
        void a_movement_has_no_event() {
            shop.stock(sku, "10");
            settled();
            shop.sql()
                    .sql(
                            "insert into movement values (-1 + 0 * length(?), ?, 'main', 'ISSUED', -1, 9, null, null, now())")
                    .params(sku, sku)
                    .update();
            shop.sql()
                    .sql("update movement set position = 1000000 where position = -1")
                    .update();

            found(Kind.MOVEMENT_WITHOUT_EVENT, null, null, "ISSUED -1 at position 1000000", shop.last(item()));
            shop.sql().sql("delete from movement where position = 1000000").update();
        }
    }

    @Nested
    class When_an_event_was_changed {

        @Test
        void what_arrived_is_not_what_left() {
            shop.stock(sku, "10");
            ShopService.ok(
                    shop.send("POST", "/v1/stock/" + sku + "/transfers", "{\"to\":\"shop-2\",\"quantity\":\"3\"}"));
            settled();
            assertThat(shop.found(sku)).isEmpty();
            long position = shop.last(sku + "@shop-2");
            shop.tamper(position, "quantity", "4");

            List<Map<String, Object>> found = shop.found(sku);
            assertThat(found)
                    .anySatisfy(each -> assertThat(each)
                            .containsEntry("kind", "ARRIVED_NOT_SENT")
                            .containsEntry("expected", "3 from main to shop-2")
                            .containsEntry("actual", "4 from main to shop-2"));
        }

        @Test
        void its_quantity_no_longer_fits_what_followed() {
            shop.stock(sku, "10");
            settled();
            long position = shop.last(item());
            shop.tamper(position, "quantity", "12");

            found(Kind.MOVEMENT_DIFFERS, "quantity", "12", "10", position);
            found(Kind.STOCK_LEVEL_DIFFERS, "onHand", "12", "10", position);
        }

        @Test
        void a_reservation_no_longer_fits_its_order_and_its_sale() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            settled();
            long position = shop.last(item());
            shop.tamper(position, "quantity", "5");
            found(Kind.HOLD_DIFFERS_FROM_ORDER, null, "4", "5", position);

            shop.tamper(position, "quantity", "4");
            shop.pay(order, "10.00");
            settled();
            shop.tamper(position, "quantity", "5");
            found(Kind.SOLD_NOT_HELD, null, "5", "4", position, shop.last(item()));
        }

        @Test
        void a_sale_no_longer_fits_its_order() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            shop.pay(order, "10.00");
            settled();
            shop.tamper(shop.last(item()), "quantity", "3");

            found(Kind.SOLD_DIFFERS_FROM_ORDER, null, "4", "3", shop.last(item()), shop.last(order));
        }

        @Test
        void an_issue_takes_more_than_there_was() {
            shop.stock(sku, "10");
            ShopService.ok(shop.send("POST", "/v1/stock/" + sku + "/issues", "{\"quantity\":\"1\"}"));
            settled();
            shop.tamper(shop.last(item()), "quantity", "11");

            found(Kind.ON_HAND_NEGATIVE, null, "at least 0", "-1", shop.last(item()));
        }

        @Test
        void it_cannot_be_read_any_more() {
            shop.stock(sku, "10");
            settled();
            long position = shop.last(item());
            shop.sql()
                    .sql("update domain_event set payload = '{' where position = ?")
                    .param(position)
                    .update();

            found(Kind.EVENT_UNREADABLE, null, null, null, position);
            shop.sql()
                    .sql("delete from domain_event where position = ?")
                    .param(position)
                    .update();
        }

        @Test
        void it_names_another_item_than_its_stream() {
            shop.stock(sku, "10");
            settled();
            shop.tamper(shop.last(item()), "location", "elsewhere");

            found(Kind.EVENT_IN_WRONG_STREAM, "stream", sku + "@elsewhere", item(), shop.last(item()));
        }
    }

    @Nested
    class When_an_event_is_gone {

        @Test
        void the_gap_is_named_with_its_neighbours() {
            shop.stock(sku, "10");
            long before = shop.last(item());
            ShopService.ok(shop.send("POST", "/v1/stock/" + sku + "/receipts", "{\"quantity\":\"1\"}"));
            long gone = shop.last(item());
            ShopService.ok(shop.send("POST", "/v1/stock/" + sku + "/receipts", "{\"quantity\":\"2\"}"));
            settled();
            shop.sql()
                    .sql("delete from domain_event where position = ?")
                    .param(gone)
                    .update();

            found(Kind.SEQUENCE_BROKEN, "version", "2", "3", before, shop.last(item()));
            found(Kind.MOVEMENT_WITHOUT_EVENT, null, null, "RECEIVED 1 at position " + gone);
            found(Kind.STOCK_LEVEL_DIFFERS, "onHand", "12", "13");
        }

        @Test
        void a_lost_release_leaves_the_hold_of_a_dead_order() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            settled();
            long held = shop.last(item());
            shop.cancel(order);
            await().until(() -> shop.last(item()) > held);
            settled();
            shop.sql()
                    .sql("delete from domain_event where position = ?")
                    .param(shop.last(item()))
                    .update();

            found(Kind.HOLD_WITHOUT_LIVE_ORDER, null, "0", "4", held, shop.last(order));
        }
    }

    @Nested
    class When_an_event_was_forged {

        @Test
        void stock_is_held_for_a_dead_order() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            shop.cancel(order);
            settled();
            long forged = shop.append("StockItem", item(), "StockReserved", """
                    {"sku":"%s","location":"main","holder":"%s","ref":"forged","quantity":"2",
                     "expiresAt":"2099-01-01T00:00:00Z","at":"2026-01-31T12:00:00Z"}""".formatted(sku, order));

            found(Kind.HOLD_WITHOUT_LIVE_ORDER, null, "0", "2", forged, shop.last(order));
        }

        @Test
        void stock_is_sold_that_nobody_held_or_paid() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            settled();
            long forged = shop.append("StockItem", item(), "StockSold", """
                    {"sku":"%s","location":"main","holder":"stranger","quantity":"2","at":"2026-01-31T12:00:00Z"}""".formatted(sku));

            found(Kind.SOLD_NOT_HELD, null, "0", "2", forged);
            found(Kind.SOLD_NOT_PAID, null, "0", "2", forged);
            found(Kind.RESERVED_NOT_SUM_OF_HOLDS, null, "4", "2", forged);
        }

        @Test
        void an_order_is_paid_twice() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            shop.pay(order, "10.00");
            settled();
            long forged = shop.append("Order", order, "PaymentReceived", """
                    {"orderId":"%s","paymentId":"again","amount":"10.00","method":"CARD","at":"2026-01-31T12:00:00Z"}""".formatted(order));

            Map<String, Object> twice = whole(Kind.PAYMENT_NOT_DUE);
            assertThat(twice).containsEntry("orderId", order).containsEntry("actual", "10");
            assertThat(positions(twice)).contains((int) forged);
            assertThat(JsonPath.<List<String>>read(twice, "$.events[*].type"))
                    .filteredOn("PaymentReceived"::equals)
                    .hasSize(2);
        }

        @Test
        void an_order_was_charged_more_than_its_total() {
            shop.stock(sku, "10");
            shop.order(order, sku, "4");
            shop.pay(order, "10.00");
            settled();
            shop.tamper(shop.last(order) - 1, "amount", "20.00");

            Map<String, Object> more = whole(Kind.PAID_DIFFERS_FROM_TOTAL);
            assertThat(more)
                    .containsEntry("orderId", order)
                    .containsEntry("expected", "10")
                    .containsEntry("actual", "20");
        }

        private Map<String, Object> whole(Kind kind) {
            return JsonPath.<List<Map<String, Object>>>read(shop.audit(""), "$.discrepancies").stream()
                    .filter(entry -> kind.name().equals(entry.get("kind")) && order.equals(entry.get("orderId")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String item() {
        return sku + "@main";
    }

    /** Until the read models and the process have caught up, so that what is planted next hits rows that stay. */
    private void settled() {
        assertThat(shop.found(sku)).isEmpty();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            Supplier<Long> open = () -> shop.sql()
                    .sql("select count(*) from stock_hold where sku = ? and order_id <> ?")
                    .params(sku, order)
                    .query(Long.class)
                    .single();
            return open.get() == 0;
        });
        String status = String.valueOf(shop.get("/v1/orders/" + order).body());
        if (status.contains("\"PAID\"") || status.contains("\"CANCELLED\"")) {
            await().until(() -> shop.sql()
                    .sql("select count(*) = 0 from stock_hold where sku = ?")
                    .param(sku)
                    .query(Boolean.class)
                    .single());
        }
    }

    private void found(
            Kind kind, @Nullable String field, @Nullable String expected, @Nullable String actual, long... events) {
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            List<Map<String, Object>> found = shop.found(sku);
            assertThat(found).anySatisfy(entry -> {
                assertThat(summary(entry)).isEqualTo(List.of(sku, kind.name(), field + "", expected + "", actual + ""));
                for (long event : events) {
                    assertThat(positions(entry)).contains((int) event);
                }
            });
        });
    }

    private static List<String> summary(Map<String, Object> entry) {
        return Stream.of("sku", "kind", "field", "expected", "actual")
                .map(name -> String.valueOf(entry.get(name)))
                .toList();
    }

    private static List<Integer> positions(Map<String, Object> entry) {
        return JsonPath.read(entry, "$.events[*].position");
    }
}
