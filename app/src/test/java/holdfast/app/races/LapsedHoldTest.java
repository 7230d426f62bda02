package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No scheduler runs here: the deadline stands in the event, and whoever comes after it finds it passed. */
@BesideOthers
class LapsedHoldTest {

    private static RunningService service;
    private static Shop shop;

    @BeforeAll
    static void start() {
        service = RunningService.start("--db-scheduler.enabled=false");
        shop = service.shop();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void is_available_to_a_reader() {
        String sku = shop.stock("flower", "5");
        lapsed(sku);

        assertThat(shop.level(sku)).isEqualTo(Level.free("5"));
    }

    @Test
    void is_available_to_a_counter_sale() {
        String sku = shop.stock("flower", "5");
        String order = lapsed(sku);

        shop.require(201, ShopRequest.issue(sku, "5"));

        assertThat(shop.level(sku)).isEqualTo(Level.free("0"));
        assertExpired(order);
    }

    @Test
    void is_available_to_an_adjustment() {
        String sku = shop.stock("flower", "5");
        String order = lapsed(sku);

        shop.require(201, ShopRequest.adjust(sku, "-5"));

        assertThat(shop.level(sku)).isEqualTo(Level.free("0"));
        assertExpired(order);
    }

    @Test
    void is_available_to_another_order() {
        String sku = shop.stock("flower", "5");
        String order = lapsed(sku);

        shop.require(201, ShopRequest.place(Shop.unique("next"), new Line(sku, "5", "2.00")));

        assertThat(shop.level(sku)).isEqualTo(new Level("5", "5", "0"));
        assertExpired(order);
    }

    @Test
    void is_available_to_an_addition_to_another_order() {
        String sku = shop.stock("flower", "6");
        String order = lapsed(sku);
        String next = Shop.unique("next");
        shop.require(201, ShopRequest.place(next, new Line(sku, "1", "2.00")));

        shop.require(201, ShopRequest.addLines(next, new Line(sku, "5", "2.00")));

        assertThat(shop.level(sku)).isEqualTo(new Level("6", "6", "0"));
        assertExpired(order);
    }

    @Test
    void of_a_cart_is_available_to_a_reader_an_order_and_another_cart() {
        String sku = shop.stock("flower", "5");
        String cart = Shop.unique("late");
        ShopAnswer held = shop.require(201, ShopRequest.hold(cart, "PT3S", new Line(sku, "5", "2.00")));
        AtOnce.at(held.time("expiresAt"));

        assertThat(shop.level(sku)).isEqualTo(Level.free("5"));
        shop.require(201, ShopRequest.place(Shop.unique("next"), new Line(sku, "3", "2.00")));
        shop.require(201, ShopRequest.hold(Shop.unique("next"), "PT1M", new Line(sku, "2", "2.00")));

        assertThat(shop.level(sku)).isEqualTo(new Level("5", "5", "0"));
        assertThat(shop.send(ShopRequest.commitHold(cart)).outcome()).isEqualTo("409 reservation-expired");
        assertThat(shop.require(200, ShopRequest.get("/v1/reservations/" + cart))
                        .text("status"))
                .isEqualTo("EXPIRED");
    }

    @Test
    void is_not_sold_by_a_late_payment() {
        String sku = shop.stock("flower", "5");
        String order = lapsed(sku);

        assertThat(shop.send(ShopRequest.pay(order, "10.00")).outcome()).isEqualTo("409 reservation-expired");

        assertExpired(order);
        assertThat(shop.order(order).text("paid")).isEqualTo("0.00");
        assertThat(shop.level(sku)).isEqualTo(Level.free("5"));
    }

    @Test
    void is_available_to_one_of_many() {
        String sku = shop.stock("flower", "5");
        String order = lapsed(sku);

        assertThat(AtOnce.run(8, _ -> shop.send(ShopRequest.issue(sku, "1"))).stream()
                        .map(ShopAnswer::status)
                        .sorted())
                .containsExactly(201, 201, 201, 201, 201, 409, 409, 409);

        assertThat(shop.level(sku)).isEqualTo(Level.free("0"));
        assertExpired(order);
    }

    /** Five pieces whose order was not paid in time. */
    private static String lapsed(String sku) {
        ShopAnswer placed =
                shop.require(201, ShopRequest.place(Shop.unique("late"), "PT3S", new Line(sku, "5", "2.00")));
        AtOnce.at(placed.time("paymentDueAt"));
        return placed.text("orderId");
    }

    private static void assertExpired(String order) {
        assertThat(shop.order(order).text("status")).isEqualTo("EXPIRED");
    }
}
