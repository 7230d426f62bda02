package holdfast.app.races;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a user's browser tabs ask of the user's session. */
final class Sessions {

    /** Something in a session. */
    record Item(String sku, String quantity, String unitPrice) {}

    private Sessions() {}

    private static String path(String user) {
        return "/v1/users/" + user + "/sessions";
    }

    static ShopRequest open(String user) {
        return ShopRequest.of("POST", path(user), null);
    }

    static ShopRequest current(String user) {
        return ShopRequest.get(path(user) + "/current");
    }

    static ShopRequest replace(String user, Item... items) {
        return ShopRequest.of("PUT", path(user) + "/current/items", Map.of("items", Arrays.asList(items)));
    }

    static ShopRequest logout(String user) {
        return ShopRequest.of("POST", path(user) + "/current/logout", null);
    }

    static ShopRequest complete(String user) {
        return ShopRequest.of("POST", path(user) + "/current/complete", null);
    }

    static ShopRequest assign(String user, String tab) {
        return ShopRequest.post(path(user) + "/current/assign-tab", Map.of("tab", tab));
    }

    static ShopRequest tab(String tab) {
        return ShopRequest.get("/v1/tabs/" + tab);
    }

    /** A draft made for a tab. */
    static ShopRequest draft(String orderId, String tab, String currency, Item item) {
        return ShopRequest.post(
                "/v1/orders",
                Map.of("orderId", orderId, "tab", tab, "currency", currency, "place", false, "lines", List.of(item)));
    }

    static ShopRequest place(String orderId) {
        return ShopRequest.of("POST", "/v1/orders/" + orderId + "/place", null);
    }

    /** A new user with an active session that has one item. */
    static String userWith(Shop shop, Item item) {
        String user = Shop.unique("user");
        shop.require(201, open(user));
        shop.require(200, replace(user, item).ifMatch(1));
        return user;
    }

    static List<String> skus(ShopAnswer order) {
        return order.body()
                .required("lines")
                .valueStream()
                .map(line -> line.required("sku").asString())
                .toList();
    }
}
