package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Lists of orders: each filter, page by page, while orders come in. */
@ExtendWith(SharedService.class)
class OrderListTest {

    private static Shop shop;
    private static String sku;

    @BeforeAll
    static void open(Shop service) {
        shop = service;
        sku = shop.stock("listed", "1000");
    }

    private static ShopAnswer place(String orderId, String customer, String tab, String... skus) {
        return shop.require(201, placing(orderId, customer, tab, "PT15M", skus));
    }

    private static ShopRequest placing(String orderId, String customer, String tab, String window, String... skus) {
        Map<String, Object> body = new HashMap<>(Map.of("orderId", orderId, "currency", "EUR"));
        body.put("customerId", customer);
        body.put("tab", tab);
        body.put("paymentWindow", window);
        body.put(
                "lines",
                List.of(skus).stream().map(name -> new Line(name, "1", "2.50")).toList());
        return ShopRequest.post("/v1/orders", body);
    }

    private static ShopAnswer list(String query, ShopAnswer after) {
        String position = after.headers().firstValue("X-Position").orElseThrow();
        return shop.require(200, ShopRequest.get("/v1/orders?" + query).with("X-Min-Position", position));
    }

    private static List<String> ids(ShopAnswer list) {
        return list.body()
                .required("items")
                .valueStream()
                .map(item -> item.required("orderId").asString())
                .toList();
    }

    /** All pages, one after the other. */
    private static List<String> follow(String query, ShopAnswer after, Runnable betweenPages) {
        List<String> all = new ArrayList<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            ShopAnswer page = list(query + (cursor.isEmpty() ? "" : "&cursor=" + cursor), after);
            all.addAll(ids(page));
            JsonNode next = page.body().required("nextCursor");
            cursor = next.isNull() ? null : next.asString();
            assertThat(page.header("Link") == null).isEqualTo(next.isNull());
            betweenPages.run();
        }
        return all;
    }

    @Nested
    class A_filter {

        @Test
        void by_customer_tab_and_sku_finds_the_newest_first() {
            String customer = unique("customer");
            String tab = unique("tab");
            String rare = shop.stock("rare", "10");
            place(customer + "-1", customer, tab, sku);
            place(customer + "-2", customer, unique("tab"), sku, rare);
            ShopAnswer last = place(customer + "-3", unique("customer"), tab, rare);

            assertThat(ids(list("customerId=" + customer, last))).containsExactly(customer + "-2", customer + "-1");
            assertThat(ids(list("tab=" + tab, last))).containsExactly(customer + "-3", customer + "-1");
            assertThat(ids(list("sku=" + rare, last))).containsExactly(customer + "-3", customer + "-2");
            assertThat(ids(list("sku=" + rare + "&tab=" + tab, last))).containsExactly(customer + "-3");
            assertThat(ids(list("sku=" + rare + "&customerId=" + tab, last))).isEmpty();
        }

        @Test
        void by_status_follows_every_change() {
            String customer = unique("customer");
            String query = "customerId=" + customer + "&status=";
            String order = customer + "-1";
            ShopAnswer reserved = place(order, customer, "t", sku);
            assertThat(ids(list(query + "RESERVED", reserved))).containsExactly(order);

            ShopAnswer paid = shop.require(201, ShopRequest.pay(order, "2.50"));
            assertThat(ids(list(query + "RESERVED", paid))).isEmpty();
            assertThat(ids(list(query + "PAID", paid))).containsExactly(order);

            ShopAnswer completed = shop.require(200, ShopRequest.post("/v1/orders/" + order + "/complete", Map.of()));
            assertThat(ids(list(query + "PAID", completed))).isEmpty();
            assertThat(ids(list(query + "COMPLETED", completed))).containsExactly(order);
        }

        @Test
        void by_sku_follows_lines_that_come_and_go() {
            String customer = unique("customer");
            String extra = shop.stock("extra", "10");
            ShopAnswer placed = place(customer, customer, "t", sku);
            assertThat(ids(list("sku=" + extra, placed))).isEmpty();

            ShopAnswer added = shop.require(201, ShopRequest.addLines(customer, new Line(extra, "1", "1.00")));
            assertThat(ids(list("sku=" + extra, added))).containsExactly(customer);

            ShopAnswer removed =
                    shop.require(200, ShopRequest.removeLine(customer, "2").ifMatch(added.version()));
            assertThat(ids(list("sku=" + extra, removed))).isEmpty();
            assertThat(ids(list("customerId=" + customer + "&sku=" + sku, removed)))
                    .containsExactly(customer);
        }

        @Test
        void by_time_includes_both_ends() {
            String customer = unique("customer");
            Instant first = place(customer + "-1", customer, "t", sku).time("placedAt");
            Instant second = place(customer + "-2", customer, "t", sku).time("placedAt");
            ShopAnswer last = place(customer + "-3", customer, "t", sku);
            String query = "customerId=" + customer;

            assertThat(ids(list(query + "&from=" + second, last))).containsExactly(customer + "-3", customer + "-2");
            assertThat(ids(list(query + "&to=" + second, last))).containsExactly(customer + "-2", customer + "-1");
            assertThat(ids(list(query + "&from=" + first + "&to=" + first, last)))
                    .containsExactly(customer + "-1");
            assertThat(ids(list(query + "&to=2001-01-01T00:00:00Z", last))).isEmpty();
        }

        @Test
        void shows_an_order_past_its_deadline_as_expired_at_that_very_time() {
            String customer = unique("customer");
            ShopAnswer placed = shop.require(201, placing(customer, customer, "t", "PT3S", sku));
            AtOnce.at(placed.time("paymentDueAt"));

            ShopAnswer expired = list("customerId=" + customer + "&status=EXPIRED", placed);
            assertThat(ids(expired)).containsExactly(customer);
            assertThat(expired.body().at("/items/0/status").asString()).isEqualTo("EXPIRED");
            assertThat(expired.body().at("/items/0/amountDue").asString()).isEqualTo("0.00");
            assertThat(ids(list("customerId=" + customer + "&status=RESERVED", placed)))
                    .isEmpty();
            assertThat(list("customerId=" + customer, placed)
                            .body()
                            .at("/items/0/status")
                            .asString())
                    .isEqualTo("EXPIRED");
        }
    }

    @Test
    void an_order_in_a_list_is_what_it_is_by_itself() {
        String customer = unique("customer");
        place(customer, customer, "t", sku, sku);
        ShopAnswer paid = shop.require(201, ShopRequest.pay(customer, "1.25"));

        assertThat(list("customerId=" + customer, paid)
                        .body()
                        .required("items")
                        .get(0)
                        .toString())
                .isEqualTo(shop.order(customer).body().toString());
    }

    @Test
    void a_read_sees_the_write_before_it() {
        String customer = unique("customer");
        for (int i = 1; i <= 10; i++) {
            ShopAnswer placed = place(customer + "-" + i, customer, "t", sku);
            assertThat(ids(list("customerId=" + customer, placed))).hasSize(i);
        }
    }

    @Test
    void a_position_of_another_stream_is_reached_too() {
        ShopAnswer received = shop.require(201, ShopRequest.receive(sku, "1"));
        assertThat(list("limit=1", received).status()).isEqualTo(200);
    }

    @Test
    void pages_are_whole_and_in_order_while_orders_come_in() {
        String customer = unique("customer");
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            place(customer + "-" + i, customer, "t", sku);
            placed.addFirst(customer + "-" + i);
        }
        ShopAnswer last = place(customer + "-16", customer, "t", sku);
        placed.addFirst(customer + "-16");
        List<String> listed =
                follow("limit=4&customerId=" + customer, last, () -> place(unique("late"), customer, "t", sku));

        assertThat(listed).containsExactlyElementsOf(placed);
    }

    @Test
    void what_many_callers_placed_at_once_is_all_listed_once() {
        String customer = unique("customer");
        AtOnce.run(60, i -> place(customer + "-" + i, customer, "t", sku));
        ShopAnswer last = place(customer + "-last", customer, "t", sku);

        assertThat(follow("limit=7&customerId=" + customer, last, () -> {}))
                .hasSize(61)
                .doesNotHaveDuplicates()
                .startsWith(customer + "-last");
    }

    @Test
    void what_cannot_be_is_refused() {
        for (String query : List.of(
                "status=GONE",
                "limit=0",
                "limit=201",
                "limit=many",
                "cursor=x",
                "cursor=AAAAAAAAAAA",
                "cursor=AAAAAAAAAAAAAAAAAAAAAA",
                "cursor=_____________________w",
                "customerId=a%20b",
                "from=yesterday")) {
            ShopAnswer refused = shop.send(ShopRequest.get("/v1/orders?" + query));
            assertThat(refused.outcome()).as(query).isEqualTo("422 validation-failed");
        }
        assertThat(shop.send(ShopRequest.get("/v1/orders").with("X-Min-Position", "999999999999"))
                        .outcome())
                .isEqualTo("503 unavailable");
    }
}
