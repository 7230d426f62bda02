package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Counts, transfers, safety stock and many issues at once as a caller sees them. */
@ExtendWith(SharedService.class)
class StockCommandsTest {

    @Nested
    class Many_issues_at_once {

        /** More events than there are between two states that are kept. */
        private static final int EACH = 11;

        private static final int CALLERS = 100;

        @Test
        void are_each_answered_as_of_their_own_version(Shop shop) {
            String sku = shop.stock("rush", "5000");

            List<ShopAnswer> answers = AtOnce.run(CALLERS, _ -> issue(shop, sku)).stream()
                    .flatMap(List::stream)
                    .toList();

            assertThat(answers).allSatisfy(answer -> {
                long version = versionOf(answer);
                assertThat(answer.body().at("/before/onHand").asString()).isEqualTo("" + (5_002 - version));
                assertThat(answer.body().at("/after/onHand").asString()).isEqualTo("" + (5_001 - version));
                assertThat(answer.text("onHand")).isEqualTo("" + (5_001 - version));
            });
            assertThat(answers)
                    .extracting(Many_issues_at_once::versionOf)
                    .doesNotHaveDuplicates()
                    .hasSize(CALLERS * EACH);
            shop.awaitConserved(sku);
        }

        private static List<ShopAnswer> issue(Shop shop, String sku) {
            return IntStream.range(0, EACH)
                    .mapToObj(_ -> shop.require(201, ShopRequest.issue(sku, "1")))
                    .toList();
        }

        /** Of the location: its receipt was the first event. */
        private static long versionOf(ShopAnswer answer) {
            return Long.parseLong(Objects.requireNonNull(answer.header("ETag")).replace("\"", ""));
        }
    }

    @Nested
    class A_count {

        @Test
        void answers_its_variance(Shop shop) {
            String sku = shop.stock("count", "10", 2);

            ShopAnswer less = shop.require(201, count(sku, "8.50"));

            assertThat(less.text("variance")).isEqualTo("-1.5");
            assertThat(less.body().at("/before/onHand").asString()).isEqualTo("10");
            assertThat(less.body().at("/after/onHand").asString()).isEqualTo("8.5");
            assertThat(less.header("ETag")).isEqualTo("\"2\"");
            assertThat(less.version()).isEqualTo(3);
            assertThat(shop.require(201, count(sku, "8.5")).text("variance")).isEqualTo("0");
            awaitMovements(shop, sku, "RECEIVED 10 -> 10", "COUNTED -1.5 -> 8.5", "COUNTED 0 -> 8.5");
            shop.awaitConserved(sku);
        }

        @Test
        void is_possible_down_to_what_is_reserved(Shop shop) {
            String sku = shop.stock("count", "10");
            shop.require(201, ShopRequest.place(Shop.unique("count"), new Line(sku, "4", "1.00")));

            ShopAnswer refused = shop.require(409, count(sku, "3"));

            assertThat(refused.outcome()).isEqualTo("409 insufficient-stock");
            assertThat(refused.body().at("/shortages/0/requested").asString()).isEqualTo("7");
            assertThat(refused.body().at("/shortages/0/available").asString()).isEqualTo("6");
            assertThat(shop.require(201, count(sku, "4")).text("variance")).isEqualTo("-6");
            assertThat(shop.level(sku)).isEqualTo(new Level("4", "4", "0"));
        }

        @Test
        void settles_the_lapsed_holds_in_its_way(Shop shop) {
            String sku = shop.stock("count", "10");
            ShopAnswer order =
                    shop.require(201, ShopRequest.place(Shop.unique("count"), "PT3S", new Line(sku, "4", "1.00")));
            AtOnce.at(order.time("paymentDueAt"));

            assertThat(shop.require(201, count(sku, "0")).text("variance")).isEqualTo("-10");
            assertThat(shop.order(order.text("orderId")).text("status")).isEqualTo("EXPIRED");
            shop.awaitConserved(sku);
        }

        @Test
        void opens_a_location(Shop shop) {
            String sku = shop.stock("count", "10");
            ShopAnswer counted = shop.require(201, post(sku, "counts", Map.of("counted", 3, "location", "attic")));

            assertThat(counted.text("variance")).isEqualTo("3");
            assertThat(counted.text("onHand")).isEqualTo("13");
            assertThat(counted.header("ETag")).isEqualTo("\"1\"");
        }

        @Test
        void with_its_key_takes_effect_once(Shop shop) {
            String sku = shop.stock("count", "10");
            ShopRequest count = count(sku, "7").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(201, count);
            shop.require(201, ShopRequest.receive(sku, "1"));

            assertReplayed(shop, count, first);
            assertThat(shop.level(sku)).isEqualTo(Level.free("8"));
        }

        @Test
        void of_a_stale_version_learns_what_it_missed(Shop shop) {
            String sku = shop.stock("count", "10");
            shop.require(201, ShopRequest.issue(sku, "1"));

            ShopAnswer stale = shop.require(412, count(sku, "9").ifMatch(1));

            assertThat(stale.body().required("currentVersion").asLong()).isEqualTo(2);
            assertThat(stale.body().at("/missedEvents/0/type").asString()).isEqualTo("StockIssued");
            shop.require(201, count(sku, "9").ifMatch(2));
        }

        @Test
        void that_cannot_be_is_refused(Shop shop) {
            String sku = shop.stock("count", "10");
            for (String body : List.of("{\"counted\":\"-1\"}", "{}", "{\"counted\":\"1.5\"}", "{\"counted\":\"x\"}")) {
                assertThat(shop.send(raw(sku, "counts", body)).status())
                        .as(body)
                        .isBetween(400, 422);
            }
            assertThat(shop.send(raw(sku, "counts", "{\"counted\":\"1\",\"by\":\"me\"}"))
                            .status())
                    .isEqualTo(400);
            assertThat(shop.send(count("no-" + sku, "1")).outcome()).isEqualTo("404 not-found");
            assertThat(shop.level(sku)).isEqualTo(Level.free("10"));
        }
    }

    @Nested
    class A_transfer {

        @Test
        void is_answered_when_it_has_arrived(Shop shop) {
            String sku = shop.stock("transfer", "10", 1);

            ShopAnswer moved = shop.require(201, transfer(sku, "main", "shop-2", "3.5"));

            assertThat(moved.text("inTransit")).isEqualTo("0");
            assertThat(moved.text("onHand")).isEqualTo("10");
            assertThat(moved.body().at("/before/onHand").asString()).isEqualTo("10");
            assertThat(moved.body().at("/after/onHand").asString()).isEqualTo("6.5");
            assertThat(locations(moved)).containsExactly("main 6.5 at 2", "shop-2 3.5 at 1");
            assertThat(moved.header("ETag")).isEqualTo("\"2\"");
            awaitMovements(shop, sku, "RECEIVED 10 -> 10", "TRANSFERRED_OUT -3.5 -> 6.5", "TRANSFERRED_IN 3.5 -> 3.5");
            shop.awaitConserved(sku);
        }

        @Test
        void begins_at_main_unless_it_says_otherwise(Shop shop) {
            String sku = shop.stock("transfer", "10");
            ShopAnswer moved = shop.require(201, post(sku, "transfers", Map.of("to", "shop-2", "quantity", "1")));
            assertThat(locations(moved)).containsExactly("main 9 at 2", "shop-2 1 at 1");
        }

        @Test
        void back_and_forth_leaves_everything_where_it_was(Shop shop) {
            String sku = shop.stock("transfer", "10");
            shop.require(201, transfer(sku, "main", "shop-2", "4"));
            shop.require(201, transfer(sku, "main", "shop-2", "1"));
            ShopAnswer back = shop.require(201, transfer(sku, "shop-2", "main", "5"));

            assertThat(locations(back)).containsExactly("main 10 at 4", "shop-2 0 at 3");
            assertThat(back.header("ETag")).isEqualTo("\"3\"");
            shop.awaitConserved(sku);
        }

        @Test
        void with_its_key_takes_effect_once(Shop shop) {
            String sku = shop.stock("transfer", "10");
            ShopRequest request = transfer(sku, "main", "shop-2", "3").withKey(Shop.unique("key"));
            ShopAnswer first = shop.require(201, request);
            shop.require(201, transfer(sku, "main", "shop-2", "2"));

            assertReplayed(shop, request, first);
            assertThat(shop.level(sku)).isEqualTo(Level.free("10"));
        }

        @Test
        void of_more_than_is_available_is_refused(Shop shop) {
            String sku = shop.stock("transfer", "10");
            shop.require(201, ShopRequest.place(Shop.unique("transfer"), new Line(sku, "4", "1.00")));

            assertThat(shop.send(transfer(sku, "main", "shop-2", "7")).outcome())
                    .isEqualTo("409 insufficient-stock");
            assertThat(shop.send(transfer(sku, "shop-2", "main", "1")).outcome())
                    .isEqualTo("409 insufficient-stock");
            assertThat(shop.send(transfer(sku, "main", "shop-2", "6")).status()).isEqualTo(201);
        }

        @Test
        void of_a_stale_version_is_refused(Shop shop) {
            String sku = shop.stock("transfer", "10");
            shop.require(201, ShopRequest.issue(sku, "1"));
            assertThat(shop.send(transfer(sku, "main", "shop-2", "1").ifMatch(1))
                            .outcome())
                    .isEqualTo("412 version-conflict");
        }

        @Test
        void that_cannot_be_is_refused(Shop shop) {
            String sku = shop.stock("transfer", "10");
            for (String body : List.of(
                    "{\"from\":\"main\",\"to\":\"main\",\"quantity\":\"1\"}",
                    "{\"quantity\":\"1\"}",
                    "{\"to\":\"shop-2\"}",
                    "{\"to\":\"shop-2\",\"quantity\":\"0\"}",
                    "{\"to\":\"shop-2\",\"quantity\":\"0.5\"}",
                    "{\"to\":\"a@b\",\"quantity\":\"1\"}")) {
                assertThat(shop.send(raw(sku, "transfers", body)).outcome())
                        .as(body)
                        .isEqualTo("422 validation-failed");
            }
            String unknown = "{\"to\":\"shop-2\",\"quantity\":\"1\",\"transferId\":\"t\"}";
            assertThat(shop.send(raw(sku, "transfers", unknown)).status()).isEqualTo(400);
            assertThat(shop.level(sku)).isEqualTo(Level.free("10"));
        }
    }

    @Nested
    class Safety_stock_of_a_location {

        @Test
        void takes_the_place_of_that_of_all(Shop shop) {
            String sku = shop.stock("safety", "10");
            shop.require(200, ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("safetyStock", "3")));
            assertThat(shop.level(sku)).isEqualTo(new Level("10", "0", "7"));

            ShopAnswer kept = shop.require(200, keep(sku, "main", "8"));

            assertThat(kept.header("ETag")).isEqualTo("\"2\"");
            assertThat(kept.text("available")).isEqualTo("2");
            assertThat(kept.text("safetyStock")).isEqualTo("3");
            assertThat(kept.body().at("/locations/0/safetyStock").asString()).isEqualTo("8");
            assertThat(shop.send(ShopRequest.issue(sku, "3")).outcome()).isEqualTo("409 insufficient-stock");
            assertThat(shop.send(transfer(sku, "main", "shop-2", "3")).outcome())
                    .isEqualTo("409 insufficient-stock");
            assertThat(shop.send(ShopRequest.place(Shop.unique("safety"), new Line(sku, "3", "1.00")))
                            .outcome())
                    .isEqualTo("409 insufficient-stock");
            shop.require(201, ShopRequest.place(Shop.unique("safety"), new Line(sku, "2", "1.00")));
            shop.awaitConserved(sku);
        }

        @Test
        void that_is_said_again_changes_nothing(Shop shop) {
            String sku = shop.stock("safety", "10");
            shop.require(200, keep(sku, "main", "8"));
            assertThat(shop.require(200, keep(sku, "main", "8")).header("ETag")).isEqualTo("\"2\"");
            assertThat(shop.send(keep(sku, "main", "7").ifMatch(1)).outcome()).isEqualTo("412 version-conflict");
            assertThat(shop.require(200, keep(sku, "main", "7").ifMatch(2)).header("ETag"))
                    .isEqualTo("\"3\"");
        }

        @Test
        void keeps_no_reader_of_the_movements_waiting(Shop shop) {
            String sku = shop.stock("safety", "10");
            String position =
                    String.valueOf(shop.require(200, keep(sku, "main", "8")).header("X-Position"));
            ShopRequest read = ShopRequest.get("/v1/movements?sku=" + sku).with("X-Min-Position", position);
            assertThat(shop.require(200, read).body().required("items")).hasSize(1);
        }

        @Test
        void that_cannot_be_is_refused(Shop shop) {
            String sku = shop.stock("safety", "10");
            assertThat(shop.send(keep(sku, "main", "-1")).outcome()).isEqualTo("422 validation-failed");
            assertThat(shop.send(keep(sku, "main", "0.5")).outcome()).isEqualTo("422 validation-failed");
            assertThat(shop.send(keep("no-" + sku, "main", "1")).outcome()).isEqualTo("404 not-found");
        }
    }

    @Test
    void a_scale_is_never_lowered(Shop shop) {
        String sku = shop.stock("scale", "10", 2);
        ShopRequest lower = ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("scale", 1));
        assertThat(shop.send(lower).outcome()).isEqualTo("409 invalid-state");
    }

    @Test
    void an_adjustment_below_what_is_reserved_is_refused(Shop shop) {
        String sku = shop.stock("adjust", "10");
        shop.require(201, ShopRequest.place(Shop.unique("adjust"), new Line(sku, "4", "1.00")));
        assertThat(shop.send(ShopRequest.adjust(sku, "-7")).outcome()).isEqualTo("409 insufficient-stock");
        shop.require(201, ShopRequest.adjust(sku, "-6"));
    }

    private static ShopRequest count(String sku, String counted) {
        return post(sku, "counts", Map.of("counted", counted));
    }

    static ShopRequest transfer(String sku, String from, String to, String quantity) {
        return post(sku, "transfers", Map.of("from", from, "to", to, "quantity", quantity));
    }

    static ShopRequest keep(String sku, String location, String quantity) {
        return ShopRequest.of("PUT", "/v1/stock/" + sku + "/locations/" + location, Map.of("safetyStock", quantity));
    }

    private static ShopRequest post(String sku, String what, Map<String, Object> body) {
        return ShopRequest.post("/v1/stock/" + sku + "/" + what, body);
    }

    private static ShopRequest raw(String sku, String what, String body) {
        return new ShopRequest("POST", "/v1/stock/" + sku + "/" + what, body, Map.of());
    }

    static List<String> locations(ShopAnswer stock) {
        return stock.body()
                .required("locations")
                .valueStream()
                .map(each -> each.required("location").asString() + " "
                        + each.required("onHand").asString() + " at "
                        + each.required("version").asString())
                .toList();
    }

    private static void awaitMovements(Shop shop, String sku, String... movements) {
        await().untilAsserted(() -> assertThat(shop.send(ShopRequest.get("/v1/movements?sku=" + sku))
                        .body()
                        .required("items")
                        .valueStream()
                        .map(each -> each.required("kind").asString() + " "
                                + each.required("quantity").asString() + " -> "
                                + each.required("balance").asString()))
                .containsExactly(movements));
    }

    private static void assertReplayed(Shop shop, ShopRequest request, ShopAnswer first) {
        ShopAnswer again = shop.send(request);
        assertThat(again.isReplayed()).as("%s", again).isTrue();
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    }
}
