package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedService.class)
class WeighedGoodsTest {

    @Test
    void five_counter_sales_at_once_take_exactly_five_kilograms(Shop shop) {
        AtOnce.rounds(10, 2, _ -> {
            String sku = shop.stock("beans", "11.52", 2);

            List<ShopAnswer> answers = AtOnce.run(5, _ -> shop.send(ShopRequest.issue(sku, "1")));

            assertThat(answers).extracting(ShopAnswer::status).containsOnly(201);
            assertThat(answers.stream()
                            .map(answer -> answer.body()
                                    .required("after")
                                    .required("onHand")
                                    .asString())
                            .sorted())
                    .containsExactly("10.52", "6.52", "7.52", "8.52", "9.52");
            assertThat(shop.level(sku)).isEqualTo(Level.free("6.52"));
        });
    }

    @Test
    void five_orders_at_once_sell_exactly_five_kilograms(Shop shop) {
        AtOnce.rounds(5, 2, _ -> {
            String sku = shop.stock("beans", "11.52", 2);
            List<String> orders =
                    IntStream.range(0, 5).mapToObj(_ -> Shop.unique("weighed")).toList();

            AtOnce.run(5, i -> shop.require(201, ShopRequest.place(orders.get(i), new Line(sku, "1", "8.99"))));
            assertThat(shop.level(sku)).isEqualTo(new Level("11.52", "5", "6.52"));

            AtOnce.run(5, i -> shop.require(201, ShopRequest.pay(orders.get(i), "8.99")));
            shop.awaitLevel(sku, Level.free("6.52"));
            orders.forEach(shop::assertPaidInFull);
        });
    }

    @Test
    void the_last_gram_is_sold_once(Shop shop) {
        AtOnce.rounds(10, 2, _ -> {
            String sku = shop.stock("saffron", "0.003", 3);

            List<ShopAnswer> answers = AtOnce.run(5, _ -> shop.send(ShopRequest.issue(sku, "0.001")));

            assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                    .containsExactly("201", "201", "201", "409 insufficient-stock", "409 insufficient-stock");
            assertThat(shop.level(sku)).isEqualTo(Level.free("0"));
        });
    }
}
