package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Several terminals act on one order: one after the other, and the later one sees what the earlier one did. */
@ExtendWith(SharedService.class)
@Isolated("requests leave within milliseconds of a deadline")
class TillRacesTest {

    private static final int ROUNDS = 20;
    private static final int AT_A_TIME = 4;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void a_comp_during_a_payment_is_not_charged_or_not_comped(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, _ -> {
            String wine = shop.stock("wine", "10");
            String order = reserved(shop, wine, "PT15M");

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.comp(order, "2").ifMatch(2)),
                    () -> shop.send(ShopRequest.pay(order, "25.00")));

            assertOneAfterTheOther(shop, order, answers);
            shop.awaitLevel(wine, Level.free("7"));
        });
        shop.awaitAllConserved();
    }

    @Test
    void a_void_during_a_payment_is_not_charged_or_not_voided(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, _ -> {
            String wine = shop.stock("wine", "10");
            String order = reserved(shop, wine, "PT15M");

            List<ShopAnswer> answers = AtOnce.run(
                    () -> shop.send(ShopRequest.voidLine(order, "2", "1").ifMatch(2)),
                    () -> shop.send(ShopRequest.pay(order, "25.00")));

            boolean isVoided = assertOneAfterTheOther(shop, order, answers);
            shop.awaitLevel(wine, Level.free(isVoided ? "8" : "7"));
        });
        shop.awaitAllConserved();
    }

    /** Whether the line was taken off first. */
    private boolean assertOneAfterTheOther(Shop shop, String order, List<ShopAnswer> answers) {
        return switch (outcomes(answers)) {
            case "409 invalid-state, 201 PAID" -> {
                shop.assertPaidInFull(order);
                assertThat(shop.order(order).text("paid")).isEqualTo("25.00");
                yield false;
            }
            case "200 RESERVED, 409 amount-mismatch" -> {
                assertThat(answers.get(1).text("amountDue")).isEqualTo("20.00");
                shop.require(201, ShopRequest.pay(order, "20.00"));
                shop.assertPaidInFull(order);
                yield true;
            }
            default -> throw new AssertionError(answers);
        };
    }

    @Test
    void part_payments_comps_and_voids_at_once_leave_the_money_consistent(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, _ -> {
            String wine = shop.stock("wine", "10");
            String order = reserved(shop, wine, "PT15M");

            AtOnce.run(
                    () -> shop.send(ShopRequest.comp(order, "2").ifMatch(2)),
                    () -> shop.send(ShopRequest.voidLine(order, "1", "1").ifMatch(2)),
                    () -> shop.send(ShopRequest.pay(order, "10.00")),
                    () -> shop.send(ShopRequest.pay(order, "15.00")),
                    () -> shop.send(ShopRequest.voidAll(order)));

            ShopAnswer after = shop.order(order);
            boolean isVoided = after.text("status").equals("VOIDED");
            assertThat(after.number("paid")).isLessThanOrEqualTo(after.number("total"));
            assertThat(after.number("amountDue"))
                    .isEqualByComparingTo(
                            isVoided ? BigDecimal.ZERO : after.number("total").subtract(after.number("paid")));
            assertThat(after.text("status"))
                    .isIn("VOIDED", after.number("amountDue").signum() == 0 ? "PAID" : "RESERVED");
        });
        shop.awaitAllConserved();
    }

    @Test
    void of_two_refunds_at_once_no_more_goes_back_than_was_paid(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, _ -> {
            String wine = shop.stock("wine", "10");
            String order = reserved(shop, wine, "PT15M");
            String payment = shop.require(201, ShopRequest.pay(order, "25.00")).text("paymentId");

            List<ShopAnswer> answers = AtOnce.run(4, _ -> shop.send(ShopRequest.refund(order, payment, "12.50", true)));

            assertThat(answers.stream().map(ShopAnswer::outcome).sorted())
                    .containsExactly("201 PAID", "201 REFUNDED", "409 amount-mismatch", "409 amount-mismatch");
            assertThat(shop.order(order).text("refunded")).isEqualTo("25.00");
            shop.awaitLevel(wine, Level.free("10"));
        });
        shop.awaitAllConserved();
    }

    @Test
    void one_refund_sent_twice_at_once_is_paid_out_once(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, _ -> {
            String wine = shop.stock("wine", "10");
            String order = reserved(shop, wine, "PT15M");
            String payment = shop.require(201, ShopRequest.pay(order, "25.00")).text("paymentId");
            ShopRequest refund = ShopRequest.refund(order, payment, "5.00", true);

            AtOnce.run(3, _ -> shop.require(201, refund));

            assertThat(shop.order(order).text("refunded")).isEqualTo("5.00");
            shop.awaitLevel(wine, Level.free("10"));
        });
        shop.awaitAllConserved();
    }

    /** Requests leave around the deadline, the closer the later the round. */
    @Test
    void an_extension_at_the_deadline_keeps_the_stock_or_comes_too_late(Shop shop) {
        AtOnce.rounds(ROUNDS, 10, round -> {
            String wine = shop.stock("wine", "3");
            String order = reserved(shop, wine, "PT1.5S");
            Instant due = shop.order(order).time("paymentDueAt");

            List<ShopAnswer> answers = AtOnce.run(
                    () -> {
                        AtOnce.at(due.plusMillis(2L * round - 30));
                        return shop.send(ShopRequest.extend(order, "PT10M"));
                    },
                    () -> {
                        AtOnce.at(due.plusMillis(3));
                        return shop.send(ShopRequest.issue(wine, "3"));
                    });

            switch (outcomes(answers)) {
                case "200 RESERVED, 409 insufficient-stock" -> {
                    assertThat(shop.order(order).time("paymentDueAt")).isEqualTo(due.plus(Duration.ofMinutes(10)));
                    shop.awaitLevel(wine, new Level("3", "3", "0"));
                    shop.require(201, ShopRequest.pay(order, "25.00"));
                    shop.awaitLevel(wine, Level.free("0"));
                }
                case "409 reservation-expired, 201" -> {
                    assertThat(shop.order(order).text("status")).isEqualTo("EXPIRED");
                    shop.awaitLevel(wine, Level.free("0"));
                }
                default -> throw new AssertionError(answers);
            }
        });
        shop.awaitAllConserved();
        assertThat(seen).hasSize(2);
    }

    /** Two lines of one SKU, 20.00 and 5.00. */
    private static String reserved(Shop shop, String sku, String paymentWindow) {
        String order = Shop.unique("table-8");
        Line two = new Line(sku, "2", "10.00");
        Line one = new Line(sku, "1", "5.00");
        shop.require(201, ShopRequest.place(order, paymentWindow, two, one));
        return order;
    }

    private String outcomes(List<ShopAnswer> answers) {
        String outcomes = answers.get(0).outcome() + ", " + answers.get(1).outcome();
        seen.add(outcomes);
        return outcomes;
    }
}
