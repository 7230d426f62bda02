package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Many ways to end a reservation at once: one of them does. */
@ExtendWith(SharedService.class)
@Isolated("requests leave within milliseconds of a deadline")
class CartRaceTest {

    private static final int ROUNDS = 100;
    private static final int AT_A_TIME = 10;
    private static final int RIVALS = 4;

    private final Map<Integer, String> ends = new ConcurrentHashMap<>();

    private static Line line(String sku, String quantity) {
        return new Line(sku, quantity, "2.00");
    }

    private static ShopAnswer held(Shop shop, String window, Line... lines) {
        return shop.require(201, ShopRequest.hold(Shop.unique("cart"), window, lines));
    }

    private static Supplier<ShopAnswer> asking(Shop shop, ShopRequest request) {
        return () -> shop.send(request);
    }

    @Test
    void two_orders_a_commit_and_a_release_at_once_end_it_once(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, round -> {
            String sku = shop.stock("seat", "3");
            String cart = held(shop, "PT10M", line(sku, "2")).text("reservationId");
            List<ShopRequest> requests = List.of(
                    ShopRequest.takeOver(Shop.unique("one"), cart, line(sku, "2")),
                    ShopRequest.takeOver(Shop.unique("two"), cart, line(sku, "2")),
                    ShopRequest.commitHold(cart),
                    ShopRequest.releaseHold(cart));

            // Whoever is named first is a little likelier to be first: so it is another one in each round.
            List<ShopRequest> order = IntStream.range(0, requests.size())
                    .mapToObj(i -> requests.get((i + round) % requests.size()))
                    .toList();
            List<ShopAnswer> answers = AtOnce.run(order.size(), caller -> shop.send(order.get(caller)));

            assertThat(answers.stream().filter(answer -> answer.status() < 300))
                    .as("%s", answers)
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() >= 300))
                    .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo("409 invalid-state"));
            String end = answers.stream()
                    .filter(answer -> answer.status() < 300)
                    .findFirst()
                    .orElseThrow()
                    .text("status");
            ends.put(round, end);
            shop.awaitLevel(sku, after(end));
        });
        shop.awaitAllConserved();
        assertThat(ends.values()).contains("RESERVED", "COMMITTED", "RELEASED");
    }

    private static Level after(String end) {
        return switch (end) {
            case "RESERVED" -> new Level("3", "2", "1");
            case "COMMITTED" -> Level.free("1");
            case "RELEASED" -> Level.free("3");
            default -> throw new AssertionError(end);
        };
    }

    @Test
    void at_the_very_deadline_one_of_them_ends_it_or_the_next_customer_has_the_stock(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, round -> {
            String sku = shop.stock("seat", "2");
            ShopAnswer held = held(shop, "PT1S", line(sku, "2"));
            String cart = held.text("reservationId");
            Instant due = held.time("expiresAt");
            ShopRequest ending = switch (round % 3) {
                case 0 -> ShopRequest.takeOver(Shop.unique("order"), cart, line(sku, "2"));
                case 1 -> ShopRequest.commitHold(cart);
                default -> ShopRequest.releaseHold(cart);
            };

            List<ShopAnswer> answers = AtOnce.run(
                    () -> at(due.plusMillis(2L * (round % 30) - 30), asking(shop, ending)),
                    () -> at(due.plusMillis(1), asking(shop, ShopRequest.issue(sku, "2"))));

            ShopAnswer ended = answers.get(0);
            boolean isRivals = answers.get(1).status() == 201;
            if (ended.status() < 300) {
                assertThat(isRivals)
                        .as("%s", answers)
                        .isEqualTo(ended.text("status").equals("RELEASED"));
            } else {
                assertThat(ended.outcome()).isEqualTo("409 reservation-expired");
                assertThat(isRivals).as("%s", answers).isTrue();
            }
            ends.put(round, ended.status() < 300 ? "in time" : "too late");
        });
        shop.awaitAllConserved();
        assertThat(ends.values()).contains("in time", "too late");
    }

    private static ShopAnswer at(Instant time, Supplier<ShopAnswer> action) {
        AtOnce.at(time);
        return action.get();
    }

    @Test
    void nobody_comes_between_a_cart_and_the_order_that_takes_it_over(Shop shop) {
        AtOnce.rounds(ROUNDS, AT_A_TIME, round -> {
            String sku = shop.stock("seat", "2");
            String other = shop.stock("stage", "1");
            String cart = held(shop, "PT10M", line(sku, "2"), line(other, "1")).text("reservationId");
            ShopRequest takeOver = ShopRequest.takeOver(Shop.unique("order"), cart, line(sku, "2"), line(other, "1"));

            List<ShopAnswer> answers = AtOnce.run(RIVALS + 1, caller -> switch (caller) {
                case 0 -> shop.send(takeOver);
                case 1 -> shop.send(ShopRequest.issue(sku, "1"));
                case 2 -> shop.send(ShopRequest.place(Shop.unique("rival"), line(sku, "1")));
                case 3 -> shop.send(ShopRequest.hold(Shop.unique("rival"), "PT1M", line(other, "1")));
                default -> shop.send(ShopRequest.adjust(other, "-1"));
            });

            assertThat(Stream.concat(
                                    Stream.of("201 RESERVED"),
                                    Stream.generate(() -> "409 insufficient-stock")
                                            .limit(RIVALS))
                            .toList())
                    .isEqualTo(answers.stream().map(ShopAnswer::outcome).toList());
            assertThat(shop.level(sku)).isEqualTo(new Level("2", "2", "0"));
            assertThat(shop.level(other)).isEqualTo(new Level("1", "1", "0"));
        });
    }

    @Test
    void of_a_hundred_carts_the_last_pieces_go_to_as_many_as_there_are(Shop shop) {
        String sku = shop.stock("seat", "50");

        List<ShopAnswer> answers =
                AtOnce.run(ROUNDS, _ -> shop.send(ShopRequest.hold(Shop.unique("cart"), "PT10M", line(sku, "1"))));

        assertThat(answers.stream().filter(answer -> answer.outcome().equals("201 HELD")))
                .hasSize(50);
        assertThat(answers.stream().filter(answer -> answer.outcome().equals("409 insufficient-stock")))
                .hasSize(50);
        assertThat(shop.level(sku)).isEqualTo(new Level("50", "50", "0"));
        shop.awaitConserved(sku);
    }
}
