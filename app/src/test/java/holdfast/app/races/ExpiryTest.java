package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@ExtendWith(SharedService.class)
@Isolated("nobody waits longer than seconds")
class ExpiryTest {

    private static final int ORDERS = 40;
    private static final Duration LONGEST_ANSWER = Duration.ofMillis(2_500);

    @Test
    void of_many_orders_at_once_frees_all_their_stock_and_holds_up_no_other_order(Shop shop) {
        String sku = shop.stock("seat", "" + ORDERS);
        List<ShopAnswer> placed = AtOnce.run(
                ORDERS,
                _ -> shop.require(201, ShopRequest.place(Shop.unique("seat"), "PT3S", new Line(sku, "1", "9.00"))));
        String other = shop.stock("popcorn", "1000000");
        Instant last = placed.stream()
                .map(order -> order.time("paymentDueAt"))
                .max(Instant::compareTo)
                .orElseThrow();

        while (Instant.now().isBefore(last.plusSeconds(3))) {
            Instant asked = Instant.now();
            shop.require(201, ShopRequest.place(Shop.unique("popcorn"), new Line(other, "1", "4.00")));
            assertThat(Duration.between(asked, Instant.now())).isLessThan(LONGEST_ANSWER);
        }

        // The stream of the stock grows by a definition, a receipt, and a hold and its release for each order.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(stockVersion(shop, sku)).isEqualTo(2 + 2 * ORDERS));
        Instant read = Instant.now();
        assertThat(shop.level(sku)).isEqualTo(Level.free("" + ORDERS));
        assertThat(placed)
                .extracting(order -> shop.order(order.text("orderId")))
                .allSatisfy(order -> {
                    assertThat(order.text("status")).isEqualTo("EXPIRED");
                    assertThat(order.time("updatedAt")).isBetween(order.time("paymentDueAt"), read);
                });
    }

    private static long stockVersion(Shop shop, String sku) {
        return shop.require(200, ShopRequest.get("/v1/stock/" + sku)).version();
    }
}
