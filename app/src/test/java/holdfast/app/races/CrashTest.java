package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.Customers.Sent;
import holdfast.app.races.ShopRequest.Line;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The service is killed again and again while customers order and pay, always on the same data folder. */
@Isolated("what was due happens within seconds")
class CrashTest {

    private static final int KILLS = 3;
    private static final Duration EXPIRED_WITHIN = Duration.ofSeconds(8);
    private static final Duration PLACED_WITHIN = Duration.ofSeconds(3);
    private static final Map<String, Integer> RECEIVED = new LinkedHashMap<>();

    @TempDir
    static Path folder;

    private static Crashes crashes;
    private static Instant firstRead = Instant.EPOCH;
    private static List<ShopAnswer> orders = List.of();

    @BeforeAll
    static void crash() throws Exception {
        crashes = new Crashes(folder);
        for (int pieces : new int[] {5000, 5000, 5000, 60}) {
            RECEIVED.put(crashes.shop().stock("crash", "" + pieces), pieces);
        }
        List<String> skus = List.copyOf(RECEIVED.keySet());
        for (int kill = 1; kill <= KILLS; kill++) {
            Collection<Sent> sent = crashes.killWhileTheyShop(skus, 30 + 30 * kill, kill);
            if (kill == KILLS) {
                AtOnce.at(crashes.lastDeadline());
            }
            crashes.restart(ShopRequest.place(Shop.unique("crash"), new Line(skus.getFirst(), "1", "2.50"))
                    .withKey(Shop.unique("key")));
            crashes.repeat(sent);
        }
        AtOnce.at(latest(crashes.lastStart(), crashes.lastDeadline()).plus(EXPIRED_WITHIN));
        firstRead = Instant.now();
        settleTheRest();
        crashes.repeatAll();
        orders = crashes.placings()
                .map(placing -> crashes.shop().order(placing.orderId()))
                .toList();
    }

    /** Whoever may still pay does so or gives up, so that all stock is sold or free. */
    private static void settleTheRest() {
        Shop shop = crashes.shop();
        crashes.placings()
                .filter(placing -> !placing.isShort())
                .map(placing -> shop.order(placing.orderId()))
                .filter(order -> order.text("status").equals("RESERVED"))
                .forEach(order -> shop.send(
                        order.text("orderId").hashCode() % 2 == 0
                                ? ShopRequest.pay(order.text("orderId"), order.text("amountDue"))
                                : ShopRequest.cancel(order.text("orderId"))));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @AfterAll
    static void stop() {
        crashes.close();
    }

    @Test
    void every_answer_is_given_again() {
        crashes.assertRepeatsAreTheSame(2 * 180 + 1);
    }

    @Test
    void every_request_that_was_not_answered_is_resolved_when_it_is_repeated() {
        crashes.assertUnansweredAreResolved();
    }

    @Test
    void every_order_is_as_it_was_acknowledged_or_further() {
        assertThat(crashes.placings())
                .allSatisfy(placing -> assertThat(statusOf(placing.orderId()))
                        .as("%s", placing)
                        .isIn((Object[]) later(placing.answer().outcome())));
        assertThat(orders).hasSizeGreaterThan(100);
    }

    /** No order is left in between: everything had time to end. */
    private static String[] later(String outcome) {
        return switch (outcome) {
            case "201 RESERVED" -> new String[] {"PAID", "CANCELLED", "EXPIRED"};
            case "202 PLACED" -> new String[] {"PAID", "CANCELLED", "EXPIRED", "REJECTED"};
            case "409 insufficient-stock" -> new String[] {"REJECTED"};
            case "409 reservation-expired" -> new String[] {"EXPIRED"};
            default -> throw new AssertionError(outcome);
        };
    }

    @Test
    void every_payment_and_cancellation_that_was_acknowledged_took_effect_once() {
        crashes.answers().forEach((request, answer) -> {
            if (request.path().endsWith("/payments") && answer.status() == 201) {
                ShopAnswer order = orderOf(answer.text("orderId"));
                assertThat(order.text("status")).isEqualTo("PAID");
                assertThat(order.body().required("payments")).hasSize(1);
                assertThat(order.body().at("/payments/0/paymentId").asString()).isEqualTo(answer.text("paymentId"));
            }
            if (request.path().endsWith("/cancel") && answer.status() == 200) {
                assertThat(statusOf(answer.text("orderId"))).isEqualTo("CANCELLED");
            }
        });
    }

    @Test
    void who_got_goods_paid_for_exactly_them_and_nobody_else_paid() {
        assertThat(orders)
                .allSatisfy(order -> assertThat(order.text("paid"))
                        .as("%s", order)
                        .isEqualTo(order.text("status").equals("PAID") ? order.text("total") : "0.00"));
    }

    @Test
    void orders_that_were_not_paid_expired_by_themselves_within_seconds() {
        List<ShopAnswer> expired = orders.stream()
                .filter(order -> order.text("status").equals("EXPIRED"))
                .toList();
        assertThat(expired)
                .allSatisfy(order -> assertThat(order.time("updatedAt"))
                        .as("%s", order)
                        .isBetween(order.time("paymentDueAt"), firstRead)
                        .isBefore(latest(order.time("paymentDueAt"), crashes.lastStart())
                                .plus(EXPIRED_WITHIN)));
        assertThat(expired)
                .as("some whose deadline passed while the service was down")
                .anySatisfy(order ->
                        assertThat(order.time("paymentDueAt")).isBetween(crashes.lastKill(), crashes.lastStart()));
    }

    @Test
    void nobody_waits_after_a_start_for_what_the_dead_process_had_claimed() {
        assertThat(crashes.firstPlacings())
                .hasSize(KILLS)
                .allSatisfy(waited -> assertThat(waited).isLessThan(PLACED_WITHIN));
    }

    @Test
    void on_hand_is_what_was_received_without_what_was_sold_and_nothing_is_held() {
        RECEIVED.forEach((sku, received) -> {
            long atTheCounter = answered(ShopRequest.receive(sku, "1").path())
                    - answered(ShopRequest.issue(sku, "1").path());
            crashes.shop().awaitLevel(sku, Level.free("" + (received + atTheCounter - soldByOrders(sku))));
        });
    }

    @Test
    void the_audit_finds_nothing_amiss() {
        RECEIVED.keySet().forEach(crashes.shop()::awaitConserved);
    }

    private static long answered(String path) {
        return crashes.answers().entrySet().stream()
                .filter(entry ->
                        entry.getKey().path().equals(path) && entry.getValue().status() == 201)
                .count();
    }

    private static int soldByOrders(String sku) {
        return orders.stream()
                .filter(order -> order.text("status").equals("PAID"))
                .flatMap(order -> order.body().required("lines").valueStream())
                .filter(line -> line.required("sku").asString().equals(sku))
                .mapToInt(line -> Integer.parseInt(line.required("quantity").asString()))
                .sum();
    }

    private static String statusOf(String orderId) {
        return orderOf(orderId).text("status");
    }

    private static ShopAnswer orderOf(String orderId) {
        return orders.stream()
                .filter(order -> order.text("orderId").equals(orderId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No order " + orderId));
    }
}
