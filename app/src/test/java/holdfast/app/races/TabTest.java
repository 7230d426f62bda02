package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.Sessions.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What one caller sees of tabs. */
@ExtendWith(SharedService.class)
class TabTest {

    private static String position(ShopAnswer answer) {
        return Objects.requireNonNull(answer.header("X-Position"));
    }

    /** All pages of the open tabs, as of a position. */
    private static List<JsonNode> openTabs(Shop shop, String position, int limit) {
        List<JsonNode> tabs = new ArrayList<>();
        String next = "/v1/tabs?limit=" + limit;
        while (next != null) {
            ShopAnswer page = shop.require(200, ShopRequest.get(next).with("X-Min-Position", position));
            JsonNode cursor = page.body().required("nextCursor");
            assertThat(page.header("Link") == null).isEqualTo(cursor.isNull());
            page.body().required("items").forEach(tabs::add);
            next = cursor.isNull() ? null : "/v1/tabs?limit=" + limit + "&cursor=" + cursor.asString();
        }
        return tabs;
    }

    private static List<String> names(List<JsonNode> tabs) {
        return tabs.stream().map(tab -> tab.required("tab").asString()).toList();
    }

    @Test
    void assigning_completes_the_session_and_moves_its_items_to_a_draft(Shop shop) {
        Item beans = new Item(shop.stock("beans", "10"), "2", "12.50");
        String table = unique("table");
        String user = Sessions.userWith(shop, beans);
        assertThat(shop.send(Sessions.tab(table)).outcome()).isEqualTo("404 not-found");

        ShopAnswer assigned = shop.require(200, Sessions.assign(user, table));

        assertThat(assigned.outcome()).isEqualTo("200 COMPLETED");
        assertThat(assigned.text("tab")).isEqualTo(table);
        assertThat(assigned.header("ETag")).isEqualTo("\"3\"");
        ShopAnswer order = shop.order(assigned.text("orderId"));
        assertThat(order.text("status")).isEqualTo("DRAFT");
        assertThat(order.text("tab")).isEqualTo(table);
        assertThat(order.text("currency")).isEqualTo("EUR");
        assertThat(order.text("total")).isEqualTo("25.00");
        assertThat(Sessions.skus(order)).containsExactly(beans.sku());

        ShopAnswer tab = shop.require(200, Sessions.tab(table));
        assertThat(tab.text("orderId")).isEqualTo(assigned.text("orderId"));
        assertThat(tab.version()).isEqualTo(1);
        assertThat(tab.text("openedAt")).isNotEmpty();
        assertThat(tab.body().required("order")).isEqualTo(order.body());
    }

    @Test
    void the_end_of_an_assigned_session_is_seen_by_all(Shop shop) {
        Item beans = new Item(shop.stock("beans", "10"), "2", "12.50");
        String table = unique("table");
        String user = Sessions.userWith(shop, beans);
        ShopRequest assign = Sessions.assign(user, table).withKey(unique("key"));
        ShopAnswer assigned = shop.require(200, assign);

        ShopAnswer replayed = shop.require(200, assign);
        assertThat(replayed.isReplayed()).isTrue();
        for (ShopAnswer again : List.of(
                replayed,
                shop.require(200, Sessions.assign(user, table)),
                shop.require(200, Sessions.complete(user)),
                shop.require(200, Sessions.current(user)))) {
            assertThat(again.body()).isEqualTo(assigned.body());
            assertThat(again.header("ETag")).isEqualTo(assigned.header("ETag"));
        }
        assertThat(shop.send(Sessions.assign(user, unique("table"))).outcome()).isEqualTo("409 invalid-state");
        assertThat(Sessions.skus(shop.order(assigned.text("orderId")))).hasSize(1);
    }

    @Test
    void the_items_of_the_next_session_join_the_open_order(Shop shop) {
        Item beans = new Item(shop.stock("beans", "10"), "2", "12.50");
        String table = unique("table");
        ShopAnswer first = shop.require(200, Sessions.assign(Sessions.userWith(shop, beans), table));
        ShopAnswer second = shop.require(200, Sessions.assign(Sessions.userWith(shop, beans), table));

        assertThat(second.text("orderId")).isEqualTo(first.text("orderId"));
        assertThat(shop.order(first.text("orderId")).text("total")).isEqualTo("50.00");
    }

    @Test
    void an_order_that_was_placed_or_cancelled_is_not_open_any_more(Shop shop) {
        Item beans = new Item(shop.stock("beans", "10"), "2", "12.50");
        String table = unique("table");
        String placed = shop.require(200, Sessions.assign(Sessions.userWith(shop, beans), table))
                .text("orderId");
        ShopAnswer placing = shop.require(201, Sessions.place(placed));

        ShopAnswer tab = shop.require(200, Sessions.tab(table));
        assertThat(tab.body().required("orderId").isNull()).isTrue();
        assertThat(tab.body().required("order").isNull()).isTrue();
        assertThat(names(openTabs(shop, position(placing), 200))).doesNotContain(table);

        String cancelled = shop.require(200, Sessions.assign(Sessions.userWith(shop, beans), table))
                .text("orderId");
        assertThat(cancelled).isNotEqualTo(placed);
        shop.require(200, ShopRequest.cancel(cancelled));
        assertThat(shop.require(200, Sessions.assign(Sessions.userWith(shop, beans), table))
                        .text("orderId"))
                .isNotIn(placed, cancelled);
        shop.require(201, ShopRequest.pay(placed, "25.00"));
        assertThat(Sessions.skus(shop.order(placed))).hasSize(1);
    }

    @Test
    void a_draft_made_for_a_tab_is_its_open_order_for_all_that_comes_after_it(Shop shop) {
        Item beans = new Item(shop.stock("beans", "10"), "2", "12.50");
        for (int i = 0; i < 10; i++) {
            String table = unique("table");
            String user = Sessions.userWith(shop, beans);
            String order = unique("order");
            shop.require(201, Sessions.draft(order, table, "EUR", beans));
            ShopAnswer assigned = shop.require(200, Sessions.assign(user, table));

            assertThat(assigned.text("orderId")).isEqualTo(order);
            assertThat(Sessions.skus(shop.order(order))).hasSize(2);
        }
    }

    @Test
    void a_read_sees_the_draft_that_was_made_for_a_tab_before_it(Shop shop) {
        Item beans = new Item(shop.stock("beans", "10"), "2", "12.50");
        for (int i = 0; i < 10; i++) {
            String table = unique("table");
            String order = unique("order");
            String position = position(shop.require(201, Sessions.draft(order, table, "EUR", beans)));

            ShopAnswer tab = shop.require(200, Sessions.tab(table).with("X-Min-Position", position));
            assertThat(tab.text("orderId")).isEqualTo(order);
            assertThat(names(openTabs(shop, position, 200))).contains(table);
        }
    }

    @Test
    void the_list_has_each_open_tab_once_on_pages_that_follow_each_other(Shop shop) {
        Item beans = new Item(shop.stock("beans", "10"), "2", "12.50");
        List<String> tables = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        String last = "0";
        for (int i = 0; i < 7; i++) {
            String table = unique("listed");
            tables.add(table);
            ShopAnswer assigned = shop.require(200, Sessions.assign(Sessions.userWith(shop, beans), table));
            last = position(assigned);
            if (i == 3 || i == 5) {
                String order = assigned.text("orderId");
                shop.require(200, i == 3 ? ShopRequest.cancel(order) : ShopRequest.voidAll(order));
                tables.remove(table);
                ended.add(table);
            }
        }

        List<JsonNode> open = openTabs(shop, last, 2);
        assertThat(names(open))
                .containsSubsequence(tables)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(ended);
        assertThat(open).allSatisfy(tab -> {
            assertThat(tab.required("order").required("status").asString()).isEqualTo("DRAFT");
            assertThat(tab.required("order").required("orderId")).isEqualTo(tab.required("orderId"));
        });
        assertThat(names(openTabs(shop, last, 200))).isEqualTo(names(open));
    }

    @Test
    void a_broken_cursor_and_a_limit_out_of_bounds_are_refused(Shop shop) {
        for (String query : List.of("cursor=x", "limit=0", "limit=201")) {
            assertThat(shop.send(ShopRequest.get("/v1/tabs?" + query)).status())
                    .as(query)
                    .isEqualTo(422);
        }
        assertThat(shop.send(ShopRequest.get("/v1/tabs/a%20b")).status()).isEqualTo(422);
    }
}
