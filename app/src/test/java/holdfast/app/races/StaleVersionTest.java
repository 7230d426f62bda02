package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedService.class)
class StaleVersionTest {

    private static final int ROUNDS = 15;

    @Test
    void is_refused_with_what_was_missed_and_changes_nothing(Shop shop) {
        String sku = shop.stock("pasta", "10");
        String order = reserved(shop, sku, "2");
        long seen = shop.order(order).version();
        shop.require(201, ShopRequest.addLines(order, new Line(sku, "1", "8.00")));
        ShopAnswer before = shop.order(order);

        for (ShopRequest stale : List.of(
                ShopRequest.changeLine(order, "1", "1"),
                ShopRequest.changeLine(order, "1", "3"),
                ShopRequest.removeLine(order, "1"),
                ShopRequest.addLines(order, new Line(sku, "1", "8.00")),
                ShopRequest.pay(order, "24.00"),
                ShopRequest.cancel(order))) {
            ShopAnswer refused = shop.require(412, stale.ifMatch(seen));
            assertThat(refused.outcome()).isEqualTo("412 version-conflict");
            assertThat(refused.body().required("currentVersion").asLong()).isEqualTo(seen + 1);
            assertThat(refused.body().required("missedEvents").toString())
                    .isEqualTo("[{\"type\":\"LinesAdded\",\"version\":" + (seen + 1) + "}]");
        }
        assertThat(shop.order(order).body()).isEqualTo(before.body());
        assertThat(shop.level(sku)).isEqualTo(new Level("10", "3", "7"));
    }

    @Test
    void must_be_named_to_change_or_remove_a_line(Shop shop) {
        String sku = shop.stock("pasta", "10");
        String order = reserved(shop, sku, "2");

        assertThat(shop.send(ShopRequest.changeLine(order, "1", "1")).outcome()).isEqualTo("428 version-required");
        assertThat(shop.send(ShopRequest.removeLine(order, "1")).outcome()).isEqualTo("428 version-required");
        assertThat(shop.order(order).version()).isEqualTo(2);
    }

    @Test
    void is_outranked_by_a_state_that_refuses_anyway(Shop shop) {
        String sku = shop.stock("pasta", "10");
        String order = reserved(shop, sku, "2");
        shop.require(201, ShopRequest.pay(order, "16.00"));

        assertThat(shop.send(ShopRequest.changeLine(order, "1", "1").ifMatch(1)).outcome())
                .isEqualTo("409 invalid-state");
        assertThat(shop.send(ShopRequest.pay(order, "16.00").ifMatch(1)).outcome())
                .isEqualTo("409 already-paid");
    }

    @Test
    void of_two_that_make_a_line_smaller_from_one_version_one_is_refused(Shop shop) {
        AtOnce.rounds(ROUNDS, 3, _ -> raceFromOneVersion(shop, "2", "1"));
    }

    @Test
    void of_two_that_make_a_line_bigger_from_one_version_one_is_refused(Shop shop) {
        AtOnce.rounds(ROUNDS, 3, _ -> raceFromOneVersion(shop, "5", "6"));
    }

    @Test
    void of_one_that_makes_a_line_bigger_and_one_that_makes_it_smaller_one_is_refused(Shop shop) {
        AtOnce.rounds(ROUNDS, 3, _ -> raceFromOneVersion(shop, "5", "1"));
    }

    @Test
    void on_stock_is_refused_with_what_was_missed(Shop shop) {
        String sku = shop.stock("pasta", "10");
        ShopRequest writeOff = ShopRequest.adjust(sku, "-1").ifMatch(1);

        List<ShopAnswer> answers = AtOnce.run(4, _ -> shop.send(writeOff));

        assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                .containsExactly("201", "412 version-conflict", "412 version-conflict", "412 version-conflict");
        assertThat(answers.stream().filter(answer -> answer.status() == 412))
                .allSatisfy(refused -> assertThat(
                                refused.body().required("missedEvents").toString())
                        .isEqualTo("[{\"type\":\"StockAdjusted\",\"version\":2}]"));
        assertThat(shop.level(sku)).isEqualTo(Level.free("9"));
    }

    private static void raceFromOneVersion(Shop shop, String one, String other) {
        String sku = shop.stock("pasta", "20");
        String order = reserved(shop, sku, "3");
        long seen = shop.order(order).version();
        List<ShopRequest> changes = List.of(
                ShopRequest.changeLine(order, "1", one).withKey(Shop.unique("key")),
                ShopRequest.changeLine(order, "1", other).withKey(Shop.unique("key")));

        List<ShopAnswer> answers = AtOnce.run(2, i -> shop.send(changes.get(i).ifMatch(seen)));

        assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                .containsExactly("200 RESERVED", "412 version-conflict");
        int loser = answers.get(0).status() == 412 ? 0 : 1;
        assertThat(answers.get(loser).body().required("missedEvents").toString())
                .isEqualTo("[{\"type\":\"LineQuantityChanged\",\"version\":" + (seen + 1) + "}]");
        assertQuantity(shop, order, sku, loser == 0 ? other : one);

        // The refusal was not kept: having looked again, the loser may use its key again.
        shop.require(200, changes.get(loser).ifMatch(seen + 1));
        assertQuantity(shop, order, sku, loser == 0 ? one : other);
    }

    private static void assertQuantity(Shop shop, String order, String sku, String quantity) {
        assertThat(shop.order(order).body().at("/lines/0/quantity").asString()).isEqualTo(quantity);
        String left = String.valueOf(20 - Integer.parseInt(quantity));
        shop.awaitLevel(sku, new Level("20", quantity, left));
    }

    private static String reserved(Shop shop, String sku, String quantity) {
        String order = Shop.unique("table-9");
        shop.require(201, ShopRequest.place(order, new Line(sku, quantity, "8.00")));
        return order;
    }
}
