package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedService.class)
class ConcurrentAdditionsTest {

    @Test
    void from_two_waiters_to_a_reserved_order_both_survive(Shop shop) {
        AtOnce.rounds(20, 3, _ -> {
            String sku = shop.stock("juice", "20");
            String order = Shop.unique("table-2");
            shop.require(201, ShopRequest.place(order, line(sku, "1")));

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.addLines(order, line(sku, "2"))),
                    () -> shop.send(ShopRequest.addLines(order, line(sku, "4"))));

            assertThat(answers).extracting(ShopAnswer::outcome).containsOnly("201 RESERVED");
            assertThat(answers.stream().map(ShopAnswer::version).sorted()).containsExactly(3L, 4L);
            assertThat(quantities(shop, order)).containsExactlyInAnyOrder("1", "2", "4");
            assertThat(lineIds(shop, order)).doesNotHaveDuplicates();
            shop.awaitLevel(sku, new Level("20", "7", "13"));
            shop.require(201, ShopRequest.pay(order, "28.00"));
            shop.assertPaidInFull(order);
            shop.awaitLevel(sku, Level.free("13"));
        });
    }

    @Test
    void from_five_waiters_to_a_draft_all_survive(Shop shop) {
        AtOnce.rounds(10, 2, _ -> {
            String sku = shop.stock("juice", "20");
            String order = Shop.unique("table-2");
            shop.require(
                    201,
                    ShopRequest.post(
                            "/v1/orders",
                            Map.of(
                                    "orderId",
                                    order,
                                    "currency",
                                    "EUR",
                                    "place",
                                    false,
                                    "lines",
                                    List.of(line(sku, "1")))));

            List<ShopAnswer> answers = AtOnce.run(5, _ -> shop.send(ShopRequest.addLines(order, line(sku, "1"))));

            assertThat(answers).extracting(ShopAnswer::outcome).containsOnly("201 DRAFT");
            assertThat(lineIds(shop, order)).hasSize(6).doesNotHaveDuplicates();
            assertThat(shop.level(sku)).isEqualTo(Level.free("20"));
            assertThat(shop.require(201, ShopRequest.post("/v1/orders/" + order + "/place", Map.of()))
                            .outcome())
                    .isEqualTo("201 RESERVED");
            assertThat(shop.level(sku)).isEqualTo(new Level("20", "6", "14"));
        });
    }

    @Test
    void from_two_waiters_who_want_the_last_piece_one_survives(Shop shop) {
        AtOnce.rounds(15, 3, _ -> {
            String sku = shop.stock("juice", "2");
            String order = Shop.unique("table-2");
            shop.require(201, ShopRequest.place(order, line(sku, "1")));

            List<ShopAnswer> answers = AtOnce.run(2, _ -> shop.send(ShopRequest.addLines(order, line(sku, "1"))));

            assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                    .containsExactly("201 RESERVED", "409 insufficient-stock");
            assertThat(quantities(shop, order)).containsExactly("1", "1");
            assertThat(shop.level(sku)).isEqualTo(new Level("2", "2", "0"));
        });
    }

    private static Line line(String sku, String quantity) {
        return new Line(sku, quantity, "4.00");
    }

    private static Stream<String> quantities(Shop shop, String order) {
        return shop.order(order)
                .body()
                .required("lines")
                .valueStream()
                .map(line -> line.required("quantity").asString());
    }

    private static Stream<String> lineIds(Shop shop, String order) {
        return shop.order(order)
                .body()
                .required("lines")
                .valueStream()
                .map(line -> line.required("lineId").asString());
    }
}
