package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedService.class)
class ChangesDuringPaymentTest {

    private static final int ROUNDS = 20;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void lines_added_while_another_terminal_pays_are_paid_or_refused(Shop shop) {
        AtOnce.rounds(ROUNDS, 2, round -> {
            String sku = shop.stock("wine", "10");
            String order = reserved(shop, sku, "2");

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.addLines(order, new Line(sku, "3", "10.00"))),
                    () -> late(shop, round, ShopRequest.pay(order, "20.00")));

            switch (outcomes(answers)) {
                case "409 invalid-state, 201 PAID" -> assertSold(shop, order, sku, "8");
                // The payment came after the addition, and was a part of what is due by now.
                case "201 RESERVED, 201 RESERVED" -> {
                    shop.require(201, ShopRequest.pay(order, "30.00"));
                    assertSold(shop, order, sku, "5");
                }
                default -> throw new AssertionError(answers);
            }
        });
        assertEitherWon();
    }

    @Test
    void a_payment_of_the_version_that_the_guest_saw_never_meets_an_added_line(Shop shop) {
        AtOnce.rounds(ROUNDS, 2, round -> {
            String sku = shop.stock("wine", "10");
            String order = reserved(shop, sku, "2");
            long seen = shop.order(order).version();

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.addLines(order, new Line(sku, "3", "10.00"))),
                    () -> late(shop, round, ShopRequest.pay(order, "20.00").ifMatch(seen)));

            switch (outcomes(answers)) {
                case "409 invalid-state, 201 PAID" -> assertSold(shop, order, sku, "8");
                case "201 RESERVED, 412 version-conflict" -> {
                    assertThat(answers.get(1).body().required("missedEvents").toString())
                            .isEqualTo("[{\"type\":\"LinesAdded\",\"version\":3}]");
                    assertThat(shop.order(order).text("paid")).isEqualTo("0.00");
                    shop.require(201, ShopRequest.pay(order, "50.00"));
                    assertSold(shop, order, sku, "5");
                }
                default -> throw new AssertionError(answers);
            }
        });
        assertEitherWon();
    }

    @Test
    void a_line_made_bigger_while_another_terminal_pays_is_paid_or_refused(Shop shop) {
        AtOnce.rounds(ROUNDS, 2, round -> {
            String sku = shop.stock("wine", "10");
            String order = reserved(shop, sku, "2");
            long seen = shop.order(order).version();

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.changeLine(order, "1", "5").ifMatch(seen)),
                    () -> late(shop, round, ShopRequest.pay(order, "20.00").ifMatch(seen)));

            switch (outcomes(answers)) {
                case "409 invalid-state, 201 PAID" -> assertSold(shop, order, sku, "8");
                case "200 RESERVED, 412 version-conflict" -> {
                    shop.require(201, ShopRequest.pay(order, "50.00"));
                    assertSold(shop, order, sku, "5");
                }
                default -> throw new AssertionError(answers);
            }
        });
        assertEitherWon();
    }

    @Test
    void a_line_made_smaller_while_another_terminal_pays_is_not_charged_or_not_smaller(Shop shop) {
        AtOnce.rounds(ROUNDS, 2, _ -> {
            String sku = shop.stock("wine", "10");
            String order = reserved(shop, sku, "2");
            long seen = shop.order(order).version();

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.changeLine(order, "1", "1").ifMatch(seen)),
                    () -> shop.send(ShopRequest.pay(order, "20.00")));

            switch (outcomes(answers)) {
                case "409 invalid-state, 201 PAID" -> assertSold(shop, order, sku, "8");
                case "200 RESERVED, 409 amount-mismatch" -> {
                    assertThat(answers.get(1).text("amountDue")).isEqualTo("10.00");
                    shop.require(201, ShopRequest.pay(order, "10.00"));
                    assertSold(shop, order, sku, "9");
                }
                default -> throw new AssertionError(answers);
            }
        });
    }

    @Test
    void an_order_cancelled_while_another_terminal_pays_is_paid_or_cancelled(Shop shop) {
        AtOnce.rounds(ROUNDS, 2, _ -> {
            String sku = shop.stock("wine", "10");
            String order = reserved(shop, sku, "2");

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.cancel(order)), () -> shop.send(ShopRequest.pay(order, "20.00")));

            switch (outcomes(answers)) {
                case "409 invalid-state, 201 PAID" -> assertSold(shop, order, sku, "8");
                case "200 CANCELLED, 409 invalid-state" -> {
                    assertThat(shop.order(order).text("paid")).isEqualTo("0.00");
                    shop.awaitLevel(sku, Level.free("10"));
                }
                default -> throw new AssertionError(answers);
            }
        });
    }

    private static String reserved(Shop shop, String sku, String quantity) {
        String order = Shop.unique("table-7");
        shop.require(201, ShopRequest.place(order, new Line(sku, quantity, "10.00")));
        return order;
    }

    /** The rounds spread over the time that an addition takes, so that the payment falls into each of its steps. */
    private static ShopAnswer late(Shop shop, int round, ShopRequest payment) {
        int millis = round == ROUNDS - 1 ? 1_000 : 5 * round;
        AtOnce.at(Instant.now().plusMillis(millis));
        return shop.send(payment);
    }

    private String outcomes(List<ShopAnswer> answers) {
        String outcomes = answers.get(0).outcome() + ", " + answers.get(1).outcome();
        seen.add(outcomes);
        return outcomes;
    }

    /** Otherwise the rounds were not about a race. */
    private void assertEitherWon() {
        assertThat(seen).hasSize(2);
    }

    private static void assertSold(Shop shop, String order, String sku, String left) {
        shop.assertPaidInFull(order);
        shop.awaitLevel(sku, Level.free(left));
    }
}
