package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedService.class)
class CrossingOrdersTest {

    private static final int SKUS = 5;
    private static final int PIECES = 60;
    private static final int CUSTOMERS = 16;
    private static final int ORDERS_EACH = 6;

    @Test
    void of_two_that_want_two_last_pieces_in_opposite_order_one_gets_both(Shop shop) {
        AtOnce.rounds(25, 3, _ -> {
            String cup = shop.stock("cup", "1");
            String saucer = shop.stock("saucer", "1");

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.place(Shop.unique("cross"), one(cup), one(saucer))),
                    () -> shop.send(ShopRequest.place(Shop.unique("cross"), one(saucer), one(cup))));

            assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                    .containsExactly("201 RESERVED", "409 insufficient-stock");
            assertThat(shop.level(cup)).isEqualTo(new Level("1", "1", "0"));
            assertThat(shop.level(saucer)).isEqualTo(new Level("1", "1", "0"));

            String winner = answers.get(answers.get(0).status() == 201 ? 0 : 1).text("orderId");
            shop.require(200, ShopRequest.cancel(winner));
            shop.awaitLevel(cup, Level.free("1"));
            shop.awaitLevel(saucer, Level.free("1"));
        });
    }

    @Test
    void of_two_additions_that_want_two_last_pieces_in_opposite_order_one_gets_both(Shop shop) {
        AtOnce.rounds(15, 3, _ -> {
            String tea = shop.stock("tea", "2");
            String cup = shop.stock("cup", "1");
            String saucer = shop.stock("saucer", "1");
            String first = Shop.unique("cross");
            String second = Shop.unique("cross");
            shop.require(201, ShopRequest.place(first, one(tea)));
            shop.require(201, ShopRequest.place(second, one(tea)));

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.addLines(first, one(cup), one(saucer))),
                    () -> shop.send(ShopRequest.addLines(second, one(saucer), one(cup))));

            assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                    .containsExactly("201 RESERVED", "409 insufficient-stock");
            shop.awaitLevel(cup, new Level("1", "1", "0"));
            shop.awaitLevel(saucer, new Level("1", "1", "0"));
            String loser = answers.get(0).status() == 201 ? second : first;
            assertThat(shop.order(loser).body().required("lines")).hasSize(1);
        });
    }

    @Test
    void of_many_lines_from_many_customers_leave_exact_totals_and_no_deadlock(Shop shop) {
        List<String> skus = IntStream.range(0, SKUS)
                .mapToObj(_ -> shop.stock("menu", String.valueOf(PIECES)))
                .toList();

        List<ShopAnswer> answers = AtOnce.run(CUSTOMERS, customer -> order(shop, skus, new Random(customer))).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(answers).extracting(ShopAnswer::outcome).containsOnly("201 RESERVED", "409 insufficient-stock");
        List<ShopAnswer> reserved =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        int[] held = pieces(skus, reserved);
        for (int i = 0; i < SKUS; i++) {
            Level expected = new Level("" + PIECES, "" + held[i], "" + (PIECES - held[i]));
            shop.awaitLevel(skus.get(i), expected);
        }
        assertThat(Arrays.stream(held).sum()).as("pieces held").isGreaterThan(SKUS * PIECES / 2);

        List<ShopAnswer> sold = reserved.subList(0, reserved.size() / 2);
        AtOnce.run(
                reserved.size(),
                i -> shop.send(i < sold.size() ? payment(reserved.get(i)) : cancellation(reserved.get(i))));
        int[] left = pieces(skus, sold);
        for (int i = 0; i < SKUS; i++) {
            shop.awaitLevel(skus.get(i), Level.free("" + (PIECES - left[i])));
        }
        skus.forEach(shop::awaitConserved);
        sold.forEach(order -> shop.assertPaidInFull(order.text("orderId")));
    }

    private static List<ShopAnswer> order(Shop shop, List<String> skus, Random random) {
        return Stream.generate(() -> ShopRequest.place(Shop.unique("menu"), lines(skus, random)))
                .limit(ORDERS_EACH)
                .map(shop::send)
                .toList();
    }

    /** Two to five lines in any order, sometimes several of one SKU. */
    private static Line[] lines(List<String> skus, Random random) {
        return random.ints(2 + random.nextInt(4), 0, SKUS)
                .mapToObj(sku -> new Line(skus.get(sku), "" + (1 + random.nextInt(2)), "1.00"))
                .toArray(Line[]::new);
    }

    private static int[] pieces(List<String> skus, List<ShopAnswer> orders) {
        int[] pieces = new int[SKUS];
        for (ShopAnswer order : orders) {
            for (JsonNode line : order.body().required("lines")) {
                int sku = skus.indexOf(line.required("sku").asString());
                pieces[sku] += Integer.parseInt(line.required("quantity").asString());
            }
        }
        return pieces;
    }

    private static ShopRequest payment(ShopAnswer order) {
        return ShopRequest.pay(order.text("orderId"), order.text("amountDue"));
    }

    private static ShopRequest cancellation(ShopAnswer order) {
        return ShopRequest.cancel(order.text("orderId"));
    }

    private static Line one(String sku) {
        return new Line(sku, "1", "5.00");
    }
}
