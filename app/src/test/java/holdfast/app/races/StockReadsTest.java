package holdfast.app.races;

import static holdfast.app.races.StockCommandsTest.keep;
import static holdfast.app.races.StockCommandsTest.locations;
import static holdfast.app.races.StockCommandsTest.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Stock as it is, as it was, by whom it is held, and in lists. */
@ExtendWith(SharedService.class)
class StockReadsTest {

    @Nested
    class A_sku_as_it_was {

        @Test
        void is_shown_at_each_version_of_a_location(Shop shop) {
            String sku = shop.stock("past", "10");
            ShopAnswer moved = shop.require(201, transfer(sku, "main", "shop-2", "3"));
            shop.require(201, ShopRequest.issue(sku, "2"));

            ShopAnswer first = look(shop, sku, "?location=main&version=1");
            assertThat(locations(first)).containsExactly("main 10 at 1");
            assertThat(first.header("ETag")).isEqualTo("\"1\"");

            ShopAnswer left = look(shop, sku, "?location=main&version=2");
            assertThat(left.text("inTransit")).isEqualTo("3");
            assertThat(left.text("onHand")).isEqualTo("7");

            ShopAnswer arrived = look(shop, sku, "?location=shop-2&version=1");
            assertThat(locations(arrived)).containsExactly("main 7 at 2", "shop-2 3 at 1");
            assertThat(arrived.text("inTransit")).isEqualTo("0");
            assertThat(arrived.header("ETag")).isEqualTo("\"1\"");
            assertThat(arrived.version()).isEqualTo(moved.version());

            assertThat(shop.send(get(sku, "?location=main&version=4")).status()).isEqualTo(404);
            assertThat(shop.send(get(sku, "?location=cellar&version=1")).status())
                    .isEqualTo(404);
            assertThat(shop.send(get(sku, "?version=1")).status()).isEqualTo(422);
            assertThat(shop.send(get(sku, "?location=main&version=0")).status()).isEqualTo(422);
        }

        @Test
        void is_shown_at_a_time_with_what_happened_at_it(Shop shop) {
            String sku = shop.stock("past", "10");
            ShopRequest reserve = ShopRequest.place(Shop.unique("past"), new Line(sku, "4", "1.00"));
            shop.require(201, reserve);
            shop.require(201, ShopRequest.issue(sku, "1"));
            JsonNode movements = movementsOf(shop, sku);
            shop.require(201, ShopRequest.issue(sku, "1"));

            List<String> levels = new ArrayList<>();
            movements.forEach(movement -> {
                ShopAnswer then =
                        look(shop, sku, "?at=" + movement.required("at").asString());
                levels.add(then.text("onHand") + " " + then.text("reserved"));
            });
            assertThat(levels).containsExactly("10 0", "10 4", "9 4");
            assertThat(shop.send(get(sku, "?at=2020-01-01T00:00:00Z")).status()).isEqualTo(404);
        }

        private static JsonNode movementsOf(Shop shop, String sku) {
            String position = String.valueOf(shop.require(201, ShopRequest.receive(shop.stock("other", "1"), "1"))
                    .header("X-Position"));
            return shop.require(200, ShopRequest.get("/v1/movements?sku=" + sku).with("X-Min-Position", position))
                    .body()
                    .required("items");
        }
    }

    @Test
    void several_locations_have_totals_and_versions_of_their_own(Shop shop) {
        String sku = shop.stock("totals", "10");
        shop.require(201, transfer(sku, "main", "shop-2", "4"));
        shop.require(200, keep(sku, "shop-2", "1"));
        shop.require(201, ShopRequest.place(Shop.unique("totals"), new Line(sku, "2", "1.00")));

        ShopAnswer stock = look(shop, sku, "");

        assertThat(Level.of(stock)).isEqualTo(new Level("10", "2", "7"));
        assertThat(stock.version()).isEqualTo(1 + 3 + 2);
        assertThat(stock.header("ETag")).isEqualTo("\"6\"");
        assertThat(look(shop, sku, "?location=main").header("ETag")).isEqualTo("\"3\"");
        assertThat(look(shop, sku, "?location=shop-2").header("ETag")).isEqualTo("\"2\"");
    }

    @Nested
    class The_holds {

        @Test
        void name_their_orders_and_when_they_end(Shop shop) {
            String sku = shop.stock("holds", "10");
            ShopAnswer later =
                    shop.require(201, ShopRequest.place(Shop.unique("holds"), "PT20M", new Line(sku, "2", "1.00")));
            ShopAnswer sooner =
                    shop.require(201, ShopRequest.place(Shop.unique("holds"), "PT10M", new Line(sku, "3", "1.00")));
            ShopAnswer lapsed =
                    shop.require(201, ShopRequest.place(Shop.unique("holds"), "PT3S", new Line(sku, "1", "1.00")));
            AtOnce.at(lapsed.time("paymentDueAt"));

            JsonNode holds = look(shop, sku, "/holds").body().required("items");

            assertThat(holds.valueStream().map(hold -> hold.required("orderId").asString()))
                    .containsExactly(sooner.text("orderId"), later.text("orderId"));
            assertThat(holds.get(0).required("quantity").asString()).isEqualTo("3");
            assertThat(holds.get(0).required("location").asString()).isEqualTo("main");
            assertThat(holds.get(0).required("expiresAt").asString()).isEqualTo(sooner.text("paymentDueAt"));
            assertThat(holds.get(0).has("holder")).isFalse();
        }

        @Test
        void come_page_by_page(Shop shop) {
            String sku = shop.stock("holds", "10");
            for (int i = 0; i < 5; i++) {
                shop.require(201, ShopRequest.place(Shop.unique("holds"), new Line(sku, "1", "1.00")));
            }
            List<String> orders = pages(shop, "/v1/stock/" + sku + "/holds?limit=2", "orderId", () -> {});
            assertThat(orders).hasSize(5).doesNotHaveDuplicates();
            assertThat(shop.send(get(sku, "/holds?cursor=x")).status()).isEqualTo(422);
            assertThat(shop.send(get("no-" + sku, "/holds")).status()).isEqualTo(404);
        }
    }

    @Nested
    class The_list {

        @Test
        void has_the_variants_of_a_product_and_stays_right_while_more_are_added(Shop shop) {
            String product = Shop.unique("shirt");
            for (int i = 1; i <= 5; i++) {
                define(shop, product + "-" + i, Map.of("productId", product));
            }
            String first = "/v1/stock?limit=2&productId=" + product;
            ShopAnswer last = define(shop, product + "-6", Map.of("productId", product));
            shop.require(200, ShopRequest.get(first).with("X-Min-Position", String.valueOf(last.header("X-Position"))));

            List<String> skus =
                    pages(shop, first, "sku", () -> define(shop, product + "-0", Map.of("productId", product)));

            assertThat(skus)
                    .containsExactly(
                            product + "-1",
                            product + "-2",
                            product + "-3",
                            product + "-4",
                            product + "-5",
                            product + "-6");
        }

        @Test
        void shows_each_sku_as_it_is_shown_alone(Shop shop) {
            String product = Shop.unique("jacket");
            String sku = product + "-m";
            define(shop, sku, Map.of("productId", product, "scale", 2, "safetyStock", "0.5", "unit", "kg"));
            shop.require(201, ShopRequest.receive(sku, "10.25"));
            shop.require(201, ShopRequest.place(Shop.unique("list"), new Line(sku, "1.5", "1.00")));
            shop.require(201, transfer(sku, "main", "shop-2", "3"));
            ShopAnswer kept = shop.require(200, keep(sku, "shop-2", "4"));

            assertThat(listed(shop, "productId=" + product, kept))
                    .containsExactly(look(shop, sku, "").body());
        }

        @Test
        void has_those_below_their_safety_stock(Shop shop) {
            String product = Shop.unique("hat");
            define(shop, product + "-low", Map.of("productId", product, "safetyStock", "3"));
            shop.require(201, ShopRequest.receive(product + "-low", "2"));
            define(shop, product + "-ok", Map.of("productId", product, "safetyStock", "3"));
            ShopAnswer last = shop.require(201, ShopRequest.receive(product + "-ok", "3"));

            assertThat(skus(listed(shop, "belowSafetyStock=true&productId=" + product, last)))
                    .containsExactly(product + "-low");
            assertThat(skus(listed(shop, "belowSafetyStock=false&productId=" + product, last)))
                    .containsExactly(product + "-ok");

            ShopAnswer kept = shop.require(200, keep(product + "-ok", "main", "4"));
            assertThat(skus(listed(shop, "belowSafetyStock=true&productId=" + product, kept)))
                    .containsExactly(product + "-low", product + "-ok");
        }

        @Test
        void refuses_what_it_does_not_understand(Shop shop) {
            for (String query : List.of("limit=0", "limit=201", "cursor=x", "cursor=Pw", "belowSafetyStock=maybe")) {
                assertThat(shop.send(ShopRequest.get("/v1/stock?" + query)).status())
                        .as(query)
                        .isEqualTo(422);
            }
        }

        private List<JsonNode> listed(Shop shop, String query, ShopAnswer write) {
            String position = String.valueOf(write.header("X-Position"));
            ShopRequest list = ShopRequest.get("/v1/stock?" + query).with("X-Min-Position", position);
            return shop.require(200, list)
                    .body()
                    .required("items")
                    .valueStream()
                    .toList();
        }

        private static List<String> skus(List<JsonNode> items) {
            return items.stream().map(item -> item.required("sku").asString()).toList();
        }

        private static ShopAnswer define(Shop shop, String sku, Map<String, Object> definition) {
            return shop.send(ShopRequest.of("PUT", "/v1/stock/" + sku, definition));
        }
    }

    /** A field of all items of all pages; something happens after the first page. */
    private static List<String> pages(Shop shop, String first, String field, Runnable meanwhile) {
        List<String> values = new ArrayList<>();
        for (String next = first; next != null; ) {
            ShopAnswer page = shop.require(200, ShopRequest.get(next));
            page.body()
                    .required("items")
                    .forEach(item -> values.add(item.required(field).asString()));
            next = next(first, page);
            meanwhile.run();
        }
        return values;
    }

    private static @Nullable String next(String first, ShopAnswer page) {
        JsonNode cursor = page.body().required("nextCursor");
        assertThat(page.headers().firstValue("Link").isPresent()).isEqualTo(!cursor.isNull());
        return cursor.isNull() ? null : first + "&cursor=" + cursor.asString();
    }

    private static ShopRequest get(String sku, String query) {
        return ShopRequest.get("/v1/stock/" + sku + query);
    }

    private static ShopAnswer look(Shop shop, String sku, String query) {
        return shop.require(200, get(sku, query));
    }
}
