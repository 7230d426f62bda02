package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds without an order, as a web checkout asks for them. */
@ExtendWith(SharedService.class)
class CartHoldTest {

    private static Line line(String sku, String quantity) {
        return new Line(sku, quantity, "2.00");
    }

    private static ShopAnswer held(Shop shop, String cart, Line... lines) {
        return shop.require(201, ShopRequest.hold(cart, "PT10M", lines));
    }

    private static ShopAnswer cart(Shop shop, String cart) {
        return shop.require(200, ShopRequest.get("/v1/reservations/" + cart));
    }

    @Nested
    class A_held_one {

        @Test
        void keeps_its_stock_and_is_shown_with_its_deadline(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String cart = Shop.unique("cart");

            ShopAnswer held = held(shop, cart, line(sku, "2"), line(sku, "1"));

            assertThat(held.header("Location")).isEqualTo("/v1/reservations/" + cart);
            assertThat(held.header("ETag")).isEqualTo("\"2\"");
            assertThat(held.header("X-Position")).isNotNull();
            assertThat(held.body().propertyNames())
                    .containsExactlyInAnyOrder("reservationId", "status", "lines", "expiresAt", "version");
            assertThat(held.body().toString()).startsWith("""
                    {"reservationId":"%s","status":"HELD","lines":[{"sku":"%s","location":"main","quantity":"2"},""".formatted(cart, sku));
            assertThat(cart(shop, cart).body()).isEqualTo(held.body());
            assertThat(shop.level(sku)).isEqualTo(new Level("5", "3", "2"));
            ShopAnswer holds = shop.require(200, ShopRequest.get("/v1/stock/" + sku + "/holds"));
            assertThat(holds.body().at("/items/0/reservationId").asString()).isEqualTo(cart);
            assertThat(holds.body().at("/items/0/orderId").isMissingNode()).isTrue();
            assertThat(holds.body().at("/items/0/quantity").asString()).isEqualTo("3");
            assertThat(holds.body().at("/items/0/expiresAt").asString()).isEqualTo(held.text("expiresAt"));
        }

        @Test
        void is_sold_when_it_is_committed(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String cart = Shop.unique("cart");
            held(shop, cart, line(sku, "2"));

            ShopAnswer committed =
                    shop.require(200, ShopRequest.commitHold(cart).ifMatch(2));

            assertThat(committed.text("status")).isEqualTo("COMMITTED");
            assertThat(committed.header("ETag")).isEqualTo("\"3\"");
            assertThat(shop.require(200, ShopRequest.commitHold(cart)).version())
                    .as("again")
                    .isEqualTo(3);
            assertThat(shop.send(ShopRequest.releaseHold(cart)).outcome()).isEqualTo("409 invalid-state");
            shop.awaitLevel(sku, Level.free("3"));
            shop.awaitConserved(sku);
            ShopAnswer moved = shop.require(200, ShopRequest.get("/v1/movements?sku=" + sku));
            assertThat(moved.body()
                            .at("/items")
                            .valueStream()
                            .map(row -> row.required("kind").asString()))
                    .containsExactly("RECEIVED", "RESERVED", "SOLD");
            assertThat(moved.body().at("/items/2/reference").asString()).isEqualTo(cart);
            assertThat(moved.body().at("/items/2/orderId").isNull()).isTrue();
            assertThat(moved.body().at("/items/2/quantity").asString()).isEqualTo("-2");
            assertThat(moved.body().at("/items/2/balance").asString()).isEqualTo("3");
        }

        @Test
        void is_free_again_when_it_is_released(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String cart = Shop.unique("cart");
            held(shop, cart, line(sku, "5"));

            assertThat(shop.require(200, ShopRequest.releaseHold(cart)).text("status"))
                    .isEqualTo("RELEASED");

            assertThat(shop.require(200, ShopRequest.releaseHold(cart)).version())
                    .as("again")
                    .isEqualTo(3);
            ShopAnswer refused = shop.send(ShopRequest.commitHold(cart));
            assertThat(refused.outcome()).isEqualTo("409 invalid-state");
            assertThat(refused.text("currentStatus")).isEqualTo("RELEASED");
            shop.awaitLevel(sku, Level.free("5"));
            shop.awaitConserved(sku);
        }

        @Test
        void gets_more_time_up_to_the_maximum(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String cart = Shop.unique("cart");
            ShopAnswer held = held(shop, cart, line(sku, "5"));

            ShopAnswer extended = shop.require(200, ShopRequest.extendHold(cart, "PT5M"));

            assertThat(extended.time("expiresAt"))
                    .isEqualTo(held.time("expiresAt").plus(Duration.ofMinutes(5)));
            assertThat(shop.require(200, ShopRequest.get("/v1/stock/" + sku + "/holds"))
                            .body()
                            .at("/items/0/expiresAt")
                            .asString())
                    .isEqualTo(extended.text("expiresAt"));
            assertThat(shop.send(ShopRequest.extendHold(cart, "P1D")).outcome()).isEqualTo("422 validation-failed");
        }

        @Test
        void a_stale_caller_learns_what_it_missed(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String cart = Shop.unique("cart");
            held(shop, cart, line(sku, "1"));
            shop.require(200, ShopRequest.extendHold(cart, "PT5M"));

            ShopAnswer stale = shop.send(ShopRequest.commitHold(cart).ifMatch(2));

            assertThat(stale.outcome()).isEqualTo("412 version-conflict");
            assertThat(stale.body().required("currentVersion").asLong()).isEqualTo(3);
            assertThat(stale.body().at("/missedEvents/0/type").asString()).isEqualTo("CartExtended");
            assertThat(cart(shop, cart).text("status")).isEqualTo("HELD");
        }
    }

    @Nested
    class One_that_is_too_much {

        @Test
        void holds_nothing_and_names_each_shortage(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String other = shop.stock("shade", "1");
            String cart = Shop.unique("cart");
            ShopRequest asked = ShopRequest.hold(cart, "PT10M", line(sku, "2"), line(other, "3"))
                    .withKey(Shop.unique("key"));

            ShopAnswer refused = shop.send(asked);

            assertThat(refused.outcome()).isEqualTo("409 insufficient-stock");
            assertThat(refused.body().required("shortages").toString()).isEqualTo("""
                    [{"sku":"%s","location":"main","requested":"3","available":"1"}]""".formatted(other));
            assertThat(shop.level(sku)).isEqualTo(Level.free("5"));
            assertThat(shop.level(other)).isEqualTo(Level.free("1"));
            ShopAnswer again = shop.send(asked);
            assertThat(again.isReplayed()).isTrue();
            assertThat(again.body()).isEqualTo(refused.body());
            assertThat(cart(shop, cart).text("status")).isEqualTo("REJECTED");
            shop.awaitConserved(sku);
        }
    }

    @Nested
    class A_request {

        @Test
        void with_the_same_key_gets_the_same_answer(Shop shop) {
            String sku = shop.stock("lamp", "5");
            ShopRequest asked = ShopRequest.hold(Shop.unique("cart"), "PT10M", line(sku, "2"))
                    .withKey(Shop.unique("key"));

            ShopAnswer first = shop.require(201, asked);
            ShopAnswer again = shop.require(201, asked);

            assertThat(again.isReplayed()).isTrue();
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(shop.level(sku)).isEqualTo(new Level("5", "2", "3"));
        }

        @Test
        void with_the_same_id_answers_the_one_that_there_is_unless_it_asks_for_something_else(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String cart = Shop.unique("cart");
            ShopAnswer first = held(shop, cart, line(sku, "2"));

            assertThat(held(shop, cart, line(sku, "2")).body()).isEqualTo(first.body());
            assertThat(shop.send(ShopRequest.hold(cart, "PT10M", line(sku, "3")))
                            .outcome())
                    .isEqualTo("409 already-exists");
            assertThat(shop.level(sku)).isEqualTo(new Level("5", "2", "3"));
        }

        @Test
        void that_cannot_be_met_is_told_which_field_is_wrong(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String cart = Shop.unique("cart");

            assertThat(field(shop, ShopRequest.hold(cart, "PT10M", line(sku, "0.5"))))
                    .isEqualTo("lines[0].quantity");
            assertThat(field(shop, ShopRequest.hold(cart, "PT10M", line("nobody-knows", "1"))))
                    .isEqualTo("lines[0].sku");
            assertThat(field(shop, ShopRequest.hold(cart, "P2D", line(sku, "1"))))
                    .isEqualTo("expiresIn");
            assertThat(field(shop, ShopRequest.hold(cart, "PT0.5S", line(sku, "1"))))
                    .isEqualTo("expiresIn");
            assertThat(field(shop, ShopRequest.hold(cart, "PT10M"))).isEqualTo("lines");
            ShopRequest open =
                    ShopRequest.post("/v1/reservations", Map.of("lines", List.of(Map.of("sku", sku, "quantity", "1"))));
            assertThat(field(shop, open)).isEqualTo("expiresIn");
            for (ShopRequest request : List.of(
                    ShopRequest.get("/v1/reservations/" + cart),
                    ShopRequest.commitHold(cart),
                    ShopRequest.releaseHold(cart),
                    ShopRequest.extendHold(cart, "PT1M"))) {
                assertThat(shop.send(request).outcome()).isEqualTo("404 not-found");
            }
        }

        private static String field(Shop shop, ShopRequest request) {
            ShopAnswer answer = shop.send(request);
            assertThat(answer.outcome()).as("%s", answer).isEqualTo("422 validation-failed");
            return answer.body().at("/errors/0/field").asString();
        }
    }

    @Nested
    class After_its_deadline {

        @Test
        void its_stock_is_free_and_nobody_can_commit_it(Shop shop) {
            String sku = shop.stock("lamp", "5");
            String cart = Shop.unique("cart");
            ShopAnswer held = shop.require(201, ShopRequest.hold(cart, "PT3S", line(sku, "5")));
            AtOnce.at(held.time("expiresAt"));

            assertThat(shop.level(sku)).isEqualTo(Level.free("5"));
            assertThat(shop.send(ShopRequest.commitHold(cart)).outcome()).isEqualTo("409 reservation-expired");
            assertThat(shop.send(ShopRequest.extendHold(cart, "PT1M")).outcome())
                    .isEqualTo("409 reservation-expired");
            assertThat(shop.send(ShopRequest.releaseHold(cart)).outcome()).isEqualTo("409 reservation-expired");
            assertThat(cart(shop, cart).text("status")).isEqualTo("EXPIRED");
            shop.require(201, ShopRequest.issue(sku, "5"));
            shop.awaitConserved(sku);
        }

        @Test
        void nobody_has_to_ask_for_its_books_to_be_closed(Shop shop) {
            String sku = shop.stock("lamp", "5");
            ShopAnswer held = shop.require(201, ShopRequest.hold(Shop.unique("cart"), "PT3S", line(sku, "5")));
            AtOnce.at(held.time("expiresAt"));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> shop.require(200, ShopRequest.get("/v1/movements?sku=" + sku))
                            .body()
                            .at("/items")
                            .valueStream()
                            .anyMatch(row -> row.required("kind").asString().equals("RELEASED")));
        }
    }
}
