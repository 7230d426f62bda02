package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.Sessions.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one caller sees of sessions. */
@ExtendWith(SharedService.class)
class SessionTest {

    private static String missed(String type, long version) {
        return "[{\"type\":\"" + type + "\",\"version\":" + version + "}]";
    }

    @Test
    void a_session_is_opened_once_and_is_the_current_one(Shop shop) {
        String user = unique("user");
        assertThat(shop.send(Sessions.current(user)).outcome()).isEqualTo("404 not-found");
        assertThat(shop.send(Sessions.complete(user)).outcome()).isEqualTo("404 not-found");

        ShopAnswer opened = shop.require(201, Sessions.open(user));
        assertThat(opened.header("ETag")).isEqualTo("\"1\"");
        assertThat(opened.header("X-Position")).isNotNull();
        assertThat(opened.header("Location")).isEqualTo(Sessions.current(user).path());
        assertThat(opened.body().toString())
                .isEqualTo("{\"sessionId\":\"" + opened.text("sessionId") + "\",\"userId\":\"" + user
                        + "\",\"status\":\"ACTIVE\",\"items\":[],\"tab\":null,\"orderId\":null,"
                        + "\"logoutTime\":null,\"version\":1}");

        assertThat(shop.require(200, Sessions.open(user)).body()).isEqualTo(opened.body());
        ShopAnswer current = shop.require(200, Sessions.current(user));
        assertThat(current.body()).isEqualTo(opened.body());
        assertThat(current.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void a_repeated_opening_with_the_same_key_answers_201_again(Shop shop) {
        ShopRequest open = Sessions.open(unique("user")).withKey(unique("key"));
        ShopAnswer first = shop.require(201, open);
        ShopAnswer again = shop.require(201, open);
        assertThat(again.isReplayed()).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void items_are_replaced_on_the_named_version_only(Shop shop) {
        String sku = shop.stock("beans", "10", 2);
        String user = unique("user");
        shop.require(201, Sessions.open(user));
        ShopRequest replacement = Sessions.replace(user, new Item(sku, "1.50", "12.5"));

        assertThat(shop.send(replacement).outcome()).isEqualTo("428 version-required");
        ShopAnswer replaced = shop.require(200, replacement.ifMatch(1));
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(replaced.body().required("items").toString())
                .isEqualTo("[{\"sku\":\"" + sku
                        + "\",\"location\":\"main\",\"quantity\":\"1.5\",\"unitPrice\":\"12.50\"}]");

        ShopAnswer stale = shop.require(412, Sessions.replace(user).ifMatch(1));
        assertThat(stale.outcome()).isEqualTo("412 version-conflict");
        assertThat(stale.body().required("currentVersion").asLong()).isEqualTo(2);
        assertThat(stale.body().required("missedEvents").toString()).isEqualTo(missed("SessionItemsReplaced", 2));
        assertThat(shop.require(200, Sessions.current(user)).body()).isEqualTo(replaced.body());
    }

    @Test
    void what_cannot_be_ordered_is_refused(Shop shop) {
        String sku = shop.stock("beans", "10");
        String user = unique("user");
        shop.require(201, Sessions.open(user));
        for (Item item : List.of(
                new Item("unheard-of", "1", "1"),
                new Item(sku, "0.5", "1"),
                new Item(sku, "0", "1"),
                new Item(sku, "1", "-1"),
                new Item(sku, "1", "0.001"))) {
            assertThat(shop.send(Sessions.replace(user, item).ifMatch(1)).outcome())
                    .as("%s", item)
                    .isEqualTo("422 validation-failed");
        }
        String path = Sessions.open(user).path();
        assertThat(shop.send(ShopRequest.post(path, Map.of("x", 1))).status()).isEqualTo(400);
        assertThat(shop.send(ShopRequest.post(path + "/current/assign-tab", Map.of()))
                        .status())
                .isEqualTo(422);
        assertThat(shop.send(Sessions.assign(user, "table 4")).status()).isEqualTo(422);
        assertThat(shop.require(200, Sessions.current(user)).version()).isEqualTo(1);
    }

    @Test
    void a_session_goes_from_active_over_logout_to_completed(Shop shop) {
        String user = unique("user");
        shop.require(201, Sessions.open(user));

        ShopAnswer logout = shop.require(200, Sessions.logout(user));
        assertThat(logout.outcome()).isEqualTo("200 PENDING_LOGOUT");
        assertThat(shop.require(200, Sessions.logout(user)).body()).isEqualTo(logout.body());
        assertThat(shop.require(200, Sessions.open(user)).body()).isEqualTo(logout.body());

        ShopAnswer completed = shop.require(200, Sessions.complete(user));
        assertThat(completed.outcome()).isEqualTo("200 COMPLETED");
        assertThat(completed.text("logoutTime")).isEqualTo(logout.text("logoutTime"));
        assertThat(shop.require(200, Sessions.complete(user)).body()).isEqualTo(completed.body());
        assertThat(shop.require(200, Sessions.current(user)).body()).isEqualTo(completed.body());

        ShopAnswer next = shop.require(201, Sessions.open(user));
        assertThat(next.version()).isEqualTo(4);
        assertThat(next.text("sessionId")).isNotEqualTo(completed.text("sessionId"));
    }

    @Test
    void a_completed_session_refuses_changes_whatever_version_they_name(Shop shop) {
        String sku = shop.stock("beans", "10");
        String user = Sessions.userWith(shop, new Item(sku, "1", "1"));
        shop.require(200, Sessions.complete(user));

        for (long version : List.of(1L, 3L)) {
            ShopAnswer refused = shop.require(409, Sessions.replace(user).ifMatch(version));
            assertThat(refused.outcome()).isEqualTo("409 invalid-state");
            assertThat(refused.text("currentStatus")).isEqualTo("COMPLETED");
        }
        assertThat(shop.send(Sessions.logout(user)).outcome()).isEqualTo("409 invalid-state");
        assertThat(shop.send(Sessions.assign(user, unique("table"))).outcome()).isEqualTo("409 invalid-state");
    }

    @Test
    void a_stale_version_is_refused_where_it_is_optional_too(Shop shop) {
        String sku = shop.stock("beans", "10");
        String user = Sessions.userWith(shop, new Item(sku, "1", "1"));
        for (ShopRequest command :
                List.of(Sessions.logout(user), Sessions.complete(user), Sessions.assign(user, unique("table")))) {
            assertThat(shop.send(command.ifMatch(1)).outcome()).isEqualTo("412 version-conflict");
        }
        assertThat(shop.require(200, Sessions.current(user)).version()).isEqualTo(2);
    }
}
