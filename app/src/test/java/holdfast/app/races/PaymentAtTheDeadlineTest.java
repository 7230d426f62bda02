package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@ExtendWith(SharedService.class)
@Isolated("requests leave within milliseconds of a deadline")
class PaymentAtTheDeadlineTest {

    private static final int ROUNDS = 40;
    private static final int AT_A_TIME = 8;
    private static final int MOST_ATTEMPTS = 100;

    private final Map<Integer, Boolean> paid = new ConcurrentHashMap<>();

    @Test
    void is_taken_or_the_order_expires(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, round -> {
            String sku = shop.stock("ticket", "3");
            ShopAnswer placed = shop.require(201, ShopRequest.place(Shop.unique("due"), "PT1S", line(sku, "2")));

            ShopAnswer payment = payAt(payTime(placed, round), shop, placed, "20.00");

            if (isPaid(round, payment)) {
                assertSold(shop, placed);
                shop.awaitLevel(sku, Level.free("1"));
            } else {
                assertExpired(shop, placed);
                shop.awaitLevel(sku, Level.free("3"));
            }
        });
        assertBothHappened();
    }

    @Test
    void by_two_terminals_is_taken_once_at_most(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, round -> {
            String sku = shop.stock("ticket", "3");
            ShopAnswer placed = shop.require(201, ShopRequest.place(Shop.unique("due"), "PT1S", line(sku, "2")));

            List<ShopAnswer> payments = AtOnce.run(2, _ -> payAt(payTime(placed, round), shop, placed, "20.00"));

            boolean taken = payments.stream().anyMatch(answer -> answer.status() == 201);
            paid.put(round, taken);
            if (taken) {
                assertThat(payments.stream().map(ShopAnswer::outcome)).contains("201 PAID", "409 already-paid");
                assertSold(shop, placed);
                shop.awaitLevel(sku, Level.free("1"));
            } else {
                assertThat(payments)
                        .extracting(ShopAnswer::outcome)
                        .containsAnyOf("409 reservation-expired", "409 invalid-state");
                assertExpired(shop, placed);
                shop.awaitLevel(sku, Level.free("3"));
            }
        });
        assertBothHappened();
    }

    @Test
    void leaves_the_last_piece_to_the_payer_or_to_the_next_customer(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, round -> {
            String sku = shop.stock("ticket", "1");
            ShopAnswer placed = shop.require(201, ShopRequest.place(Shop.unique("due"), "PT1S", line(sku, "1")));

            List<ShopAnswer> answers = AtOnce.run(
                    () -> payAt(payTime(placed, round), shop, placed, "10.00"),
                    () -> rival(shop, placed, id -> ShopRequest.place(id, line(sku, "1"))));

            if (isPaid(round, answers.get(0))) {
                assertThat(answers.get(1).outcome()).isEqualTo("409 insufficient-stock");
                assertSold(shop, placed);
            } else {
                assertThat(answers.get(1).outcome()).isEqualTo("201 RESERVED");
                assertExpired(shop, placed);
                assertThat(shop.level(sku)).isEqualTo(new Level("1", "1", "0"));
                shop.require(201, ShopRequest.pay(answers.get(1).text("orderId"), "10.00"));
            }
            shop.awaitLevel(sku, Level.free("0"));
        });
        assertBothHappened();
    }

    @Test
    void leaves_the_last_piece_to_the_payer_or_to_the_counter(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, round -> {
            String sku = shop.stock("ticket", "1");
            ShopAnswer placed = shop.require(201, ShopRequest.place(Shop.unique("due"), "PT1S", line(sku, "1")));

            List<ShopAnswer> answers = AtOnce.run(
                    () -> payAt(payTime(placed, round), shop, placed, "10.00"),
                    () -> rival(shop, placed, _ -> ShopRequest.issue(sku, "1")));

            if (isPaid(round, answers.get(0))) {
                assertThat(answers.get(1).outcome()).isEqualTo("409 insufficient-stock");
                assertSold(shop, placed);
            } else {
                assertThat(answers.get(1).outcome()).isEqualTo("201");
                assertExpired(shop, placed);
            }
            shop.awaitLevel(sku, Level.free("0"));
        });
        assertBothHappened();
    }

    private static Line line(String sku, String quantity) {
        return new Line(sku, quantity, "10.00");
    }

    /** Spread from 80 ms before the deadline to 76 ms after it; the first round is in good time. */
    private static Instant payTime(ShopAnswer placed, int round) {
        int millis = round == 0 ? -400 : 4 * (round - ROUNDS / 2);
        return placed.time("paymentDueAt").plusMillis(millis);
    }

    private static ShopAnswer payAt(Instant time, Shop shop, ShopAnswer placed, String amount) {
        ShopRequest payment = ShopRequest.pay(placed.text("orderId"), amount);
        AtOnce.at(time);
        return shop.send(payment);
    }

    /** Wants the piece until it has it, or until a refusal of what it asked after the deadline, which is final. */
    private static ShopAnswer rival(Shop shop, ShopAnswer placed, Function<String, ShopRequest> purchase) {
        Instant due = placed.time("paymentDueAt");
        AtOnce.at(due.minusMillis(20));
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            boolean isFinal = Instant.now().isAfter(due);
            ShopAnswer answer = shop.send(purchase.apply(Shop.unique("rival")));
            if (isFinal || answer.status() != 409) {
                return answer;
            }
        }
        throw new AssertionError("The deadline did not come within " + MOST_ATTEMPTS + " attempts");
    }

    private boolean isPaid(int round, ShopAnswer payment) {
        assertThat(payment.outcome()).isIn("201 PAID", "409 reservation-expired", "409 invalid-state");
        paid.put(round, payment.status() == 201);
        return payment.status() == 201;
    }

    private static void assertSold(Shop shop, ShopAnswer placed) {
        shop.assertPaidInFull(placed.text("orderId"));
    }

    private static void assertExpired(Shop shop, ShopAnswer placed) {
        String orderId = placed.text("orderId");
        ShopAnswer order = shop.order(orderId);
        assertThat(order.text("status")).isEqualTo("EXPIRED");
        assertThat(order.text("paid")).isEqualTo("0.00");
        assertThat(shop.send(ShopRequest.pay(orderId, order.text("total"))).outcome())
                .isEqualTo("409 reservation-expired");
    }

    /** Otherwise the rounds were not about the deadline. */
    private void assertBothHappened() {
        assertThat(paid.values()).contains(true, false);
    }
}
