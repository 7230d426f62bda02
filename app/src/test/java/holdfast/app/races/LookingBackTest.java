package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An order as it was at any version or time, and how it came to be. */
@ExtendWith(SharedService.class)
class LookingBackTest {

    private final Shop shop;
    private final String sku = unique("sku");
    private final String order = unique("order");

    LookingBackTest(Shop shop) {
        this.shop = shop;
    }

    @BeforeEach
    void anOrderThatWasPaidInTwoParts() {
        shop.require(201, new ShopRequest("PUT", "/v1/stock/" + sku, "{}", Map.of()));
        shop.require(201, ShopRequest.receive(sku, "5"));
        shop.require(201, ShopRequest.place(order, new Line(sku, "2", "10.00")));
        shop.require(201, ShopRequest.pay(order, "5.00"));
        shop.require(201, ShopRequest.pay(order, "15.00"));
    }

    private ShopAnswer look(String query) {
        return shop.send(ShopRequest.get("/v1/orders/" + order + query));
    }

    @Test
    void each_version_is_shown_as_it_was() {
        assertThat(look("?version=1").body().get("status").asString()).isEqualTo("PLACED");
        assertThat(look("?version=2").body().get("status").asString()).isEqualTo("RESERVED");
        ShopAnswer third = look("?version=3");
        assertThat(third.body().get("amountDue").asString()).isEqualTo("15.00");
        assertThat(third.headers().firstValue("ETag")).contains("\"3\"");
        assertThat(look("?version=5").body()).isEqualTo(look("").body());
    }

    @Test
    void a_time_includes_exactly_what_is_printed_with_it() {
        for (int version = 1; version <= 3; version++) {
            ShopAnswer then = look("?version=" + version);
            String at = then.body().get("updatedAt").asString();
            assertThat(look("?at=" + at).body()).isEqualTo(then.body());
        }
    }

    @Test
    void what_never_was_is_not_found() {
        assertThat(look("?version=6").status()).isEqualTo(404);
        assertThat(look("?at=2001-01-01T00:00:00Z").status()).isEqualTo(404);
        assertThat(look("?version=0").status()).isEqualTo(422);
        assertThat(look("?at=yesterday").status()).isEqualTo(422);
        assertThat(shop.send(ShopRequest.get("/v1/orders/nobody-knows/events")).status())
                .isEqualTo(404);
    }

    @Test
    void its_history_names_each_event_with_its_time_its_actor_and_what_it_says() {
        var items = look("/events").body().get("items");

        assertThat(items.valueStream().map(item -> item.get("type").asString()))
                .containsExactly("OrderPlaced", "OrderReserved", "PaymentReceived", "PaymentReceived", "OrderPaid");
        assertThat(items.valueStream().map(item -> item.get("version").asLong()))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(items.valueStream().map(item -> item.get("actor").asString()))
                .containsOnly("admin");
        assertThat(items.get(2).get("data").get("amount").asString()).isEqualTo("5.00");
        assertThat(items.get(2).get("at").asString())
                .isEqualTo(look("?version=3").body().get("updatedAt").asString());
    }
}
