package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.Sessions.Item;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several users bring their items to one table at the same instant. */
@ExtendWith(SharedService.class)
class TabRaceTest {

    private static final int ROUNDS = 12;
    private static final int USERS = 4;

    private static List<String> users(Shop shop, String sku) {
        return IntStream.range(0, USERS)
                .mapToObj(_ -> Sessions.userWith(shop, new Item(sku, "1", "2.50")))
                .toList();
    }

    @Test
    void all_items_arrive_on_one_order(Shop shop) {
        String sku = shop.stock("beans", "1000");
        AtOnce.rounds(ROUNDS, 2, _ -> {
            List<String> users = users(shop, sku);
            String table = unique("table");

            List<ShopAnswer> answers = AtOnce.run(USERS, i -> shop.send(Sessions.assign(users.get(i), table)));

            assertThat(answers).extracting(ShopAnswer::outcome).containsOnly("200 COMPLETED");
            assertThat(answers.stream().map(answer -> answer.text("orderId")).distinct())
                    .hasSize(1);
            ShopAnswer order = shop.order(answers.getFirst().text("orderId"));
            assertThat(Sessions.skus(order)).hasSize(USERS).containsOnly(sku);
            assertThat(shop.require(200, Sessions.tab(table)).body().required("order"))
                    .isEqualTo(order.body());
        });
    }

    @Test
    void an_order_placed_meanwhile_has_what_came_before_and_the_next_one_has_the_rest(Shop shop) {
        String sku = shop.stock("beans", "1000");
        AtOnce.rounds(ROUNDS, 2, _ -> {
            List<String> users = users(shop, sku);
            String table = unique("table");
            String first = shop.require(
                            200, Sessions.assign(Sessions.userWith(shop, new Item(sku, "1", "2.50")), table))
                    .text("orderId");

            List<ShopAnswer> answers = AtOnce.run(
                    USERS + 1,
                    i -> shop.send(i == USERS ? Sessions.place(first) : Sessions.assign(users.get(i), table)));

            assertThat(answers.getLast().outcome()).isEqualTo("201 RESERVED");
            List<String> orders = answers.subList(0, USERS).stream()
                    .map(answer -> answer.text("orderId"))
                    .toList();
            List<String> others = orders.stream()
                    .filter(order -> !order.equals(first))
                    .distinct()
                    .toList();
            assertThat(others).hasSizeLessThanOrEqualTo(1);
            long onFirst = orders.stream().filter(first::equals).count();
            assertThat(Sessions.skus(shop.order(first))).hasSize((int) onFirst + 1);
            others.forEach(next -> {
                assertThat(shop.order(next).text("status")).isEqualTo("DRAFT");
                assertThat(Sessions.skus(shop.order(next))).hasSize(USERS - (int) onFirst);
                assertThat(shop.require(200, Sessions.tab(table)).text("orderId"))
                        .isEqualTo(next);
            });
            shop.require(201, ShopRequest.pay(first, shop.order(first).text("total")));
            shop.assertPaidInFull(first);
        });
        shop.awaitConserved(sku);
    }

    @Test
    void a_draft_made_at_the_same_instant_is_joined_or_left_alone(Shop shop) {
        String sku = shop.stock("beans", "1000");
        AtOnce.rounds(ROUNDS, 2, _ -> {
            String user = Sessions.userWith(shop, new Item(sku, "1", "2.50"));
            String table = unique("table");
            String draft = unique("order");

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(Sessions.draft(draft, table, "EUR", new Item(sku, "1", "2.50"))),
                    () -> shop.send(Sessions.assign(user, table)));

            assertThat(answers.getFirst().outcome()).isEqualTo("201 DRAFT");
            String order = answers.getLast().text("orderId");
            assertThat(Sessions.skus(shop.order(order))).hasSize(order.equals(draft) ? 2 : 1);
            assertThat(Sessions.skus(shop.order(draft))).hasSize(order.equals(draft) ? 2 : 1);
            assertThat(shop.require(200, Sessions.tab(table)).text("orderId")).isEqualTo(order);
        });
    }
}
