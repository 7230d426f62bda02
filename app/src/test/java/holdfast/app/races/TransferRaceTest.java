package holdfast.app.races;

import static holdfast.app.races.StockCommandsTest.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many move, count and reserve the same goods at once: nothing is lost, doubled or promised twice. */
@ExtendWith(SharedService.class)
class TransferRaceTest {

    private static final List<String> PLACES = List.of("main", "shop-2", "shop-3");
    private static final BigDecimal ALL = new BigDecimal("60");
    private static final int MOVERS = 6;
    private static final int MOVES = 15;

    @Test
    void at_every_moment_everything_is_somewhere_or_on_its_way(Shop shop) {
        String sku = shop.stock("moving", "60");
        AtOnce.run(MOVERS + 1, caller -> caller < MOVERS ? move(shop, sku, caller) : watch(shop, sku));

        ShopAnswer end = shop.require(200, ShopRequest.get("/v1/stock/" + sku));
        assertThat(end.number("inTransit")).isZero();
        assertThat(end.number("onHand")).isEqualByComparingTo(ALL);
        shop.awaitConserved(sku);
    }

    private static boolean move(Shop shop, String sku, int mover) {
        Random random = new Random(mover);
        for (int i = 0; i < MOVES; i++) {
            int from = random.nextInt(PLACES.size());
            int to = (from + 1 + random.nextInt(PLACES.size() - 1)) % PLACES.size();
            String quantity = String.valueOf(1 + random.nextInt(9));
            ShopAnswer answer = shop.send(transfer(sku, PLACES.get(from), PLACES.get(to), quantity));
            assertThat(answer.outcome()).as("%s", answer).isIn("201", "409 insufficient-stock");
            assertComplete(answer.status() == 201 ? answer : shop.require(200, ShopRequest.get("/v1/stock/" + sku)));
        }
        return true;
    }

    private static boolean watch(Shop shop, String sku) {
        for (int i = 0; i < MOVERS * MOVES; i++) {
            assertComplete(shop.require(200, ShopRequest.get("/v1/stock/" + sku)));
        }
        return true;
    }

    private static void assertComplete(ShopAnswer stock) {
        assertThat(stock.number("inTransit")).as("%s", stock).isNotNegative();
        assertThat(stock.number("onHand").add(stock.number("inTransit")))
                .as("%s", stock)
                .isEqualByComparingTo(ALL);
    }

    @Test
    void counts_and_transfers_never_take_what_is_held(Shop shop) {
        String sku = shop.stock("held", "40");
        List<List<ShopAnswer>> answers = AtOnce.run(8, caller -> act(shop, sku, caller));

        BigDecimal held = answers.stream()
                .flatMap(List::stream)
                .filter(answer -> answer.outcome().equals("201 RESERVED"))
                .map(order ->
                        new BigDecimal(order.body().at("/lines/0/quantity").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        ShopAnswer end = shop.require(200, ShopRequest.get("/v1/stock/" + sku));
        assertThat(held).isPositive();
        assertThat(end.number("reserved")).isEqualByComparingTo(held);
        assertThat(end.number("inTransit")).isZero();
        shop.awaitConserved(sku);
    }

    private static List<ShopAnswer> act(Shop shop, String sku, int caller) {
        List<ShopAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ShopAnswer answer = shop.send(
                    switch ((caller + i) % 4) {
                        case 0 -> ShopRequest.place(Shop.unique("held"), new Line(sku, "2", "1.00"));
                        case 1 -> ShopRequest.post("/v1/stock/" + sku + "/counts", Map.of("counted", 10 + 3 * i));
                        case 2 -> transfer(sku, "main", "shop-2", "3");
                        default -> transfer(sku, "shop-2", "main", "2");
                    });
            assertThat(answer.outcome()).as("%s", answer).isIn("201", "201 RESERVED", "409 insufficient-stock");
            answers.add(answer);
        }
        return answers;
    }
}
