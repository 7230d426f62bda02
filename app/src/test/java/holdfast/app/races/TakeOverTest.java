package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An order takes the holds of a cart over. */
@ExtendWith(SharedService.class)
class TakeOverTest {

    private static Line line(String sku, String quantity) {
        return new Line(sku, quantity, "2.00");
    }

    private static String held(Shop shop, Line... lines) {
        String cart = Shop.unique("cart");
        shop.require(201, ShopRequest.hold(cart, "PT10M", lines));
        return cart;
    }

    @Test
    void the_order_has_the_stock_until_its_own_deadline_and_sells_it(Shop shop) {
        String sku = shop.stock("chair", "3");
        String other = shop.stock("desk", "1");
        String cart = held(shop, line(sku, "2"), line(other, "1"), line(sku, "1"));
        String order = Shop.unique("order");

        ShopAnswer placed = shop.require(201, ShopRequest.takeOver(order, cart, line(other, "1"), line(sku, "3")));

        assertThat(placed.text("status")).isEqualTo("RESERVED");
        assertThat(placed.text("reservationId")).isEqualTo(cart);
        ShopAnswer holds = shop.require(200, ShopRequest.get("/v1/stock/" + sku + "/holds"));
        assertThat(holds.body().required("items")).hasSize(1);
        assertThat(holds.body().at("/items/0/orderId").asString()).isEqualTo(order);
        assertThat(holds.body().at("/items/0/expiresAt").asString()).isEqualTo(placed.text("paymentDueAt"));
        ShopAnswer taken = shop.require(200, ShopRequest.get("/v1/reservations/" + cart));
        assertThat(taken.text("status")).isEqualTo("COMMITTED");
        assertThat(taken.text("orderId")).isEqualTo(order);
        assertThat(shop.send(ShopRequest.commitHold(cart)).outcome()).isEqualTo("409 invalid-state");
        assertThat(shop.send(ShopRequest.releaseHold(cart)).outcome()).isEqualTo("409 invalid-state");
        assertThat(shop.level(sku)).isEqualTo(new Level("3", "3", "0"));

        shop.require(201, ShopRequest.pay(order, "8.00"));

        shop.awaitLevel(sku, Level.free("0"));
        shop.awaitConserved(sku);
        shop.awaitConserved(other);
    }

    @Test
    void the_stock_is_free_when_the_order_is_cancelled(Shop shop) {
        String sku = shop.stock("chair", "3");
        String cart = held(shop, line(sku, "3"));
        String order = Shop.unique("order");
        shop.require(201, ShopRequest.takeOver(order, cart, line(sku, "3")));

        shop.require(200, ShopRequest.cancel(order));

        shop.awaitLevel(sku, Level.free("3"));
        shop.awaitConserved(sku);
    }

    @Test
    void an_order_of_other_items_is_told_so_and_may_be_corrected(Shop shop) {
        String sku = shop.stock("chair", "3");
        String other = shop.stock("desk", "3");
        String cart = held(shop, line(sku, "2"));
        String order = Shop.unique("order");

        for (Line[] lines : List.of(
                new Line[] {line(sku, "1")}, new Line[] {line(sku, "3")}, new Line[] {line(other, "2")}, new Line[] {
                    line(sku, "2"), line(other, "1")
                })) {
            ShopAnswer refused = shop.send(ShopRequest.takeOver(order, cart, lines));
            assertThat(refused.outcome()).isEqualTo("422 validation-failed");
            assertThat(refused.body().at("/errors/0/field").asString()).isEqualTo("lines");
        }

        shop.require(201, ShopRequest.takeOver(order, cart, line(sku, "2")));
    }

    @Test
    void a_draft_and_an_unknown_reservation_are_refused(Shop shop) {
        String sku = shop.stock("chair", "3");
        String cart = held(shop, line(sku, "2"));
        ShopRequest draft = ShopRequest.post(
                "/v1/orders",
                Map.of("currency", "EUR", "place", false, "reservationId", cart, "lines", List.of(line(sku, "2"))));

        assertThat(shop.send(draft).outcome()).isEqualTo("422 validation-failed");
        assertThat(shop.send(ShopRequest.takeOver(Shop.unique("order"), "nobody-knows", line(sku, "2")))
                        .outcome())
                .isEqualTo("404 not-found");
    }

    @Test
    void one_that_ended_is_refused_for_good(Shop shop) {
        String sku = shop.stock("chair", "5");
        String released = held(shop, line(sku, "1"));
        shop.require(200, ShopRequest.releaseHold(released));
        String committed = held(shop, line(sku, "1"));
        shop.require(200, ShopRequest.commitHold(committed));
        String taken = held(shop, line(sku, "1"));
        shop.require(201, ShopRequest.takeOver(Shop.unique("first"), taken, line(sku, "1")));
        ShopAnswer lapsed = shop.require(201, ShopRequest.hold(Shop.unique("cart"), "PT3S", line(sku, "1")));
        AtOnce.at(lapsed.time("expiresAt"));

        refused(shop, released, sku, "409 invalid-state");
        refused(shop, committed, sku, "409 invalid-state");
        refused(shop, taken, sku, "409 invalid-state");
        refused(shop, lapsed.text("reservationId"), sku, "409 reservation-expired");
        shop.awaitConserved(sku);
    }

    private static void refused(Shop shop, String cart, String sku, String outcome) {
        String order = Shop.unique("order");
        ShopRequest request = ShopRequest.takeOver(order, cart, line(sku, "1")).withKey(Shop.unique("key"));

        ShopAnswer refused = shop.send(request);

        assertThat(refused.outcome()).isEqualTo(outcome);
        assertThat(refused.text("orderId")).isEqualTo(order);
        assertThat(shop.order(order).text("status")).isEqualTo("REJECTED");
        ShopAnswer again = shop.send(request);
        assertThat(again.isReplayed()).isTrue();
        assertThat(again.body()).isEqualTo(refused.body());
    }

    @Test
    void the_same_order_again_answers_the_one_that_there_is(Shop shop) {
        String sku = shop.stock("chair", "3");
        String cart = held(shop, line(sku, "2"));
        String order = Shop.unique("order");
        ShopAnswer first = shop.require(201, ShopRequest.takeOver(order, cart, line(sku, "2")));

        assertThat(shop.require(201, ShopRequest.takeOver(order, cart, line(sku, "2")))
                        .body())
                .isEqualTo(first.body());
        assertThat(shop.send(ShopRequest.place(order, line(sku, "2"))).outcome())
                .as("without the reservation it is another order")
                .isEqualTo("409 already-exists");
    }
}
