package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The trail of stock: every change with its order, its signed quantity and the balance after it. */
@ExtendWith(SharedService.class)
class MovementTest {

    private static List<String> kinds(ShopAnswer answer) {
        return answer.body()
                .get("items")
                .valueStream()
                .map(item ->
                        item.get("kind").asString() + " " + item.get("quantity").asString() + " -> "
                                + item.get("balance").asString())
                .toList();
    }

    @Test
    void every_change_of_stock_is_a_movement(Shop shop) {
        String sku = shop.stock("trail", "10", 0);
        String paid = unique("paid");
        String given = unique("given");
        shop.require(201, ShopRequest.place(paid, new Line(sku, "3", "1.00")));
        shop.require(201, ShopRequest.pay(paid, "3.00"));
        shop.require(201, ShopRequest.place(given, new Line(sku, "2", "1.00")));
        shop.require(200, ShopRequest.cancel(given));
        shop.require(201, ShopRequest.issue(sku, "1"));
        shop.require(201, ShopRequest.adjust(sku, "-2"));

        await().untilAsserted(() -> assertThat(kinds(shop.send(ShopRequest.get("/v1/movements?sku=" + sku))))
                .containsExactlyInAnyOrder(
                        "RECEIVED 10 -> 10",
                        "RESERVED 3 -> 3",
                        "SOLD -3 -> 7",
                        "RESERVED 2 -> 2",
                        "RELEASED -2 -> 0",
                        "ISSUED -1 -> 6",
                        "ADJUSTED -2 -> 4"));
        assertThat(kinds(shop.send(ShopRequest.get("/v1/movements?orderId=" + paid))))
                .containsExactly("RESERVED 3 -> 3", "SOLD -3 -> 7");
    }

    @Test
    void each_filter_leaves_what_it_names(Shop shop) {
        String sku = shop.stock("sifted", "10", 0);
        String other = shop.stock("sifted", "10", 0);
        String order = unique("sifted");
        shop.require(
                201, ShopRequest.post("/v1/stock/" + sku + "/receipts", Map.of("quantity", 4, "location", "yard")));
        String last = shop.require(
                        201, ShopRequest.place(order, new Line(sku, "3", "1.00"), new Line(other, "2", "1.00")))
                .headers()
                .firstValue("X-Position")
                .orElseThrow();

        assertThat(found(shop, "sku=" + sku + "&location=yard", last)).containsExactly("RECEIVED 4 -> 4");
        assertThat(found(shop, "sku=" + sku + "&location=main", last))
                .containsExactly("RECEIVED 10 -> 10", "RESERVED 3 -> 3");
        assertThat(found(shop, "orderId=" + order, last))
                .containsExactlyInAnyOrder("RESERVED 3 -> 3", "RESERVED 2 -> 2");
        assertThat(found(shop, "sku=" + other + "&orderId=" + order, last)).containsExactly("RESERVED 2 -> 2");
        assertThat(found(shop, "location=yard&orderId=" + order, last)).isEmpty();
    }

    private static List<String> found(Shop shop, String query, String position) {
        return kinds(shop.require(200, ShopRequest.get("/v1/movements?" + query).with("X-Min-Position", position)));
    }

    @Test
    void a_read_sees_the_movement_of_the_write_before_it(Shop shop) {
        String sku = shop.stock("own", "10", 0);
        for (int i = 1; i <= 10; i++) {
            ShopAnswer write = shop.require(201, ShopRequest.issue(sku, "1"));
            String position = write.headers().firstValue("X-Position").orElseThrow();
            ShopRequest read = ShopRequest.get("/v1/movements?sku=" + sku).with("X-Min-Position", position);
            assertThat(shop.send(read).body().get("items").size()).isEqualTo(i + 1);
        }
    }

    @Test
    void pages_follow_each_other_without_a_gap(Shop shop) {
        String sku = shop.stock("pages", "100", 0);
        String last = "";
        for (int i = 0; i < 6; i++) {
            last = shop.require(201, ShopRequest.issue(sku, "1"))
                    .headers()
                    .firstValue("X-Position")
                    .orElseThrow();
        }
        List<Long> positions = new ArrayList<>();
        String next = "/v1/movements?limit=3&sku=" + sku;
        while (next != null) {
            ShopAnswer page = shop.send(ShopRequest.get(next).with("X-Min-Position", last));
            page.body()
                    .get("items")
                    .forEach(item -> positions.add(item.get("position").asLong()));
            JsonNode cursor = page.body().get("nextCursor");
            assertThat(page.headers().firstValue("Link").isPresent()).isEqualTo(!cursor.isNull());
            next = cursor.isNull() ? null : "/v1/movements?limit=3&sku=" + sku + "&cursor=" + cursor.asString();
        }
        assertThat(positions).hasSize(7).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_broken_cursor_and_a_limit_out_of_bounds_are_refused(Shop shop) {
        for (String query : List.of("cursor=x", "cursor=AAAA", "limit=0", "limit=201", "limit=many", "sku=a%20b")) {
            assertThat(shop.send(ShopRequest.get("/v1/movements?" + query)).status())
                    .as(query)
                    .isEqualTo(422);
        }
    }
}
