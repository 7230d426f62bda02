package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedService.class)
class RushForTheLastPiecesTest {

    @Test
    void of_100_customers_for_the_last_50_pieces_50_get_one_and_50_are_refused(Shop shop) {
        String sku = shop.stock("console", "50");

        List<ShopAnswer> answers =
                AtOnce.run(100, _ -> shop.send(ShopRequest.place(Shop.unique("rush"), new Line(sku, "1", "499.00"))));

        assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.generate(() -> "201 RESERVED").limit(50),
                                Stream.generate(() -> "409 insufficient-stock").limit(50))
                        .toList());
        assertThat(shop.level(sku)).isEqualTo(new Level("50", "50", "0"));

        List<String> winners = ordersOf(answers, 201);
        assertThat(AtOnce.run(50, i -> shop.send(ShopRequest.pay(winners.get(i), "499.00"))))
                .extracting(ShopAnswer::outcome)
                .containsOnly("201 PAID");
        shop.awaitLevel(sku, Level.free("0"));
        winners.forEach(shop::assertPaidInFull);
        assertThat(ordersOf(answers, 409))
                .allSatisfy(orderId ->
                        assertThat(shop.order(orderId).text("status")).isEqualTo("REJECTED"));
    }

    @Test
    void a_refused_customer_learns_what_could_have_been_had(Shop shop) {
        String sku = shop.stock("console", "2");

        ShopAnswer refused = shop.require(409, ShopRequest.place(Shop.unique("rush"), new Line(sku, "3", "499.00")));

        assertThat(refused.outcome()).isEqualTo("409 insufficient-stock");
        assertThat(refused.body().required("shortages").toString())
                .isEqualTo("[{\"sku\":\"%s\",\"location\":\"main\",\"requested\":\"3\",\"available\":\"2\"}]"
                        .formatted(sku));
        assertThat(shop.level(sku)).isEqualTo(Level.free("2"));
    }

    private static List<String> ordersOf(List<ShopAnswer> answers, int status) {
        return answers.stream()
                .filter(answer -> answer.status() == status)
                .map(answer -> answer.text("orderId"))
                .toList();
    }
}
