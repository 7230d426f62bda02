package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What all lists have in common. */
@ExtendWith(SharedService.class)
class ListContractTest {

    @ParameterizedTest
    @ValueSource(strings = {"orders", "stock", "movements", "tabs", "events", "admin/dead-letters"})
    void a_limit_or_a_cursor_that_cannot_be_is_refused(String list, Shop shop) {
        for (String query : List.of(
                "limit=201", "limit=0", "limit=-1", "limit=x", "cursor=x", "cursor=AAAA", "cursor=%20", "cursor=")) {
            assertThat(shop.send(ShopRequest.get("/v1/" + list + "?" + query)).outcome())
                    .as(query)
                    .isEqualTo("422 validation-failed");
        }
        shop.require(200, ShopRequest.get("/v1/" + list + "?limit=200"));
    }

    @Test
    void movements_are_right_while_others_are_added(Shop shop) {
        String sku = shop.stock("paged", "100");
        for (int i = 0; i < 5; i++) {
            shop.require(201, ShopRequest.issue(sku, "1"));
        }
        List<String> seen = pages(shop, "/v1/movements?limit=3&sku=" + sku, "position", page -> {
            if (page < 4) {
                shop.require(201, ShopRequest.issue(sku, "1"));
                shop.require(201, ShopRequest.issue(sku, "1"));
            }
        });

        assertThat(seen).doesNotHaveDuplicates().hasSize(1 + 5 + 2 * 3);
    }

    @Test
    void stock_is_right_while_skus_are_added_before_and_behind(Shop shop) {
        String product = unique("product");
        for (String name : List.of("b", "d", "f", "h")) {
            define(shop, product, name);
        }
        List<String> seen = pages(shop, "/v1/stock?limit=1&productId=" + product, "sku", page -> {
            if (page == 2) {
                define(shop, product, "a");
                define(shop, product, "g");
            }
        });

        assertThat(seen.stream().map(sku -> sku.substring(product.length() + 1)))
                .containsExactly("b", "d", "f", "g", "h");
    }

    private static void define(Shop shop, String product, String name) {
        shop.require(201, ShopRequest.of("PUT", "/v1/stock/" + product + "." + name, Map.of("productId", product)));
    }

    @Test
    void tabs_are_right_while_others_are_opened(Shop shop) {
        String sku = shop.stock("tabbed", "10");
        String name = unique("table");
        for (int i = 0; i < 4; i++) {
            open(shop, name + i, sku);
        }
        List<String> seen = pages(shop, "/v1/tabs?limit=2", "tab", page -> {
            if (page == 1) {
                open(shop, name + "late", sku);
            }
        });

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(tab -> tab.startsWith(name)))
                .containsExactly(name + 0, name + 1, name + 2, name + 3, name + "late");
    }

    /** Until it is, a moment after its order: those of the same moment may come in any order. */
    private static void open(Shop shop, String tab, String sku) {
        shop.require(
                201,
                ShopRequest.post(
                        "/v1/orders",
                        Map.of(
                                "tab",
                                tab,
                                "currency",
                                "EUR",
                                "lines",
                                List.of(new Line(sku, "1", "1.00")),
                                "place",
                                false)));
        await().until(() -> shop.send(ShopRequest.get("/v1/tabs/" + tab)).status() == 200);
    }

    /** All pages, each found by the link of the one before; {@code between} gets the number of each. */
    private static List<String> pages(Shop shop, String first, String key, Consumer<Integer> between) {
        List<String> seen = new ArrayList<>();
        @Nullable String next = first;
        for (int page = 1; next != null; page++) {
            ShopAnswer answer = shop.require(200, ShopRequest.get(next).with("X-Min-Position", position(shop)));
            for (JsonNode item : answer.body().required("items")) {
                seen.add(item.required(key).asString());
            }
            between.accept(page);
            next = next(answer);
        }
        return seen;
    }

    private static String position(Shop shop) {
        return shop.require(201, ShopRequest.of("PUT", "/v1/stock/" + unique("mark"), Map.of()))
                .headers()
                .firstValue("X-Position")
                .orElseThrow();
    }

    private static @Nullable String next(ShopAnswer answer) {
        JsonNode cursor = answer.body().required("nextCursor");
        String link = answer.header("Link");
        if (link == null) {
            assertThat(cursor.isNull()).isTrue();
            return null;
        }
        assertThat(link).matches("<http.*>; rel=\"next\"").contains("cursor=" + cursor.asString());
        return link.substring(link.indexOf("/v1/"), link.indexOf('>'));
    }
}
