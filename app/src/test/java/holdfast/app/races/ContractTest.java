package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes each call of the contract once, over HTTP, and holds the calls against the routes that the service has: a route
 * that nobody calls here fails the build.
 */
@ExtendWith(SharedService.class)
class ContractTest {

    private static final String KEY = "Idempotency-Key";

    /** The calls that need a service of their own, where something is parked or made anew, and the tests that make them. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "GET /v1/admin/dead-letters/{id}", "DeadLetterTest",
            "POST /v1/admin/dead-letters/{id}/retry", "DeadLetterTest",
            "GET /v1/admin/processors/{name}", "RebuildTest",
            "POST /v1/admin/processors/{name}/replay", "RebuildTest");

    private final List<String> called = new ArrayList<>();
    private final String sku = Shop.unique("sku");
    private final String order = Shop.unique("order");
    private final String cart = Shop.unique("cart");
    private final String user = Shop.unique("user");
    private final Line line = new Line(sku, "2", "5.00");

    @Test
    void each_call_is_answered_and_each_route_is_called(RunningService service) throws IOException {
        Shop shop = service.shop();

        stock(shop);
        orders(shop);
        ordersThatEnd(shop);
        reservations(shop);
        sessions(shop);
        feedAuditAndAdministration(shop);

        assertThat(called).as("each call once").doesNotHaveDuplicates();
        Set<String> routes = routesOf(service);
        assertThat(routes).containsAll(called);
        for (String route : routes) {
            assertCalled(route);
        }
    }

    private void assertCalled(String route) throws IOException {
        String test = ELSEWHERE.get(route);
        if (test == null) {
            assertThat(called).contains(route);
        } else {
            Path source = Path.of("src", "test", "java", "holdfast", "app", "races", test + ".java");
            String path = route.substring(route.indexOf('/'), route.indexOf("/{"));
            assertThat(Files.readString(source)).as(route).contains(path);
        }
    }

    private void stock(Shop shop) {
        call(shop, 201, "PUT /v1/stock/{sku}", ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("scale", 2)));
        call(shop, 201, "POST /v1/stock/{sku}/receipts", ShopRequest.receive(sku, "100"));
        call(shop, 201, "POST /v1/stock/{sku}/adjustments", ShopRequest.adjust(sku, "-1"));
        call(shop, 201, "POST /v1/stock/{sku}/issues", ShopRequest.issue(sku, "1"));
        call(
                shop,
                201,
                "POST /v1/stock/{sku}/counts",
                ShopRequest.post("/v1/stock/" + sku + "/counts", Map.of("counted", "97")));
        call(
                shop,
                201,
                "POST /v1/stock/{sku}/transfers",
                ShopRequest.post("/v1/stock/" + sku + "/transfers", Map.of("to", "shop-2", "quantity", "3")));
        call(
                shop,
                200,
                "PUT /v1/stock/{sku}/locations/{location}",
                ShopRequest.of("PUT", "/v1/stock/" + sku + "/locations/shop-2", Map.of("safetyStock", "1")));
        call(shop, 200, "GET /v1/stock/{sku}", ShopRequest.get("/v1/stock/" + sku));
        call(shop, 200, "GET /v1/stock/{sku}/holds", ShopRequest.get("/v1/stock/" + sku + "/holds"));
        call(shop, 200, "GET /v1/stock", ShopRequest.get("/v1/stock?limit=1"));
        call(shop, 200, "GET /v1/movements", ShopRequest.get("/v1/movements?sku=" + sku));
    }

    private void orders(Shop shop) {
        String path = "/v1/orders/" + order;
        Map<String, Object> draft = Map.of("orderId", order, "currency", "EUR", "place", false, "lines", List.of(line));
        call(shop, 201, "POST /v1/orders", ShopRequest.post("/v1/orders", draft));
        call(shop, 201, "POST /v1/orders/{orderId}/place", ShopRequest.of("POST", path + "/place", null));
        call(shop, 201, "POST /v1/orders/{orderId}/lines", ShopRequest.addLines(order, line));
        call(
                shop,
                200,
                "PATCH /v1/orders/{orderId}/lines/{lineId}",
                ShopRequest.changeLine(order, "1", "3").ifMatch(version(shop)));
        call(
                shop,
                200,
                "DELETE /v1/orders/{orderId}/lines/{lineId}",
                ShopRequest.removeLine(order, "2").ifMatch(version(shop)));
        call(shop, 200, "POST /v1/orders/{orderId}/send", ShopRequest.send(order));
        shop.require(201, ShopRequest.addLines(order, line));
        call(
                shop,
                200,
                "POST /v1/orders/{orderId}/comps",
                ShopRequest.comp(order, "3").ifMatch(version(shop)));
        call(
                shop,
                200,
                "POST /v1/orders/{orderId}/voids",
                ShopRequest.voidLine(order, "1", "1").ifMatch(version(shop)));
        call(shop, 200, "POST /v1/orders/{orderId}/reservation/extensions", ShopRequest.extend(order, "PT1M"));
        ShopRequest pay = ShopRequest.pay(order, "10.00");
        call(shop, 201, "POST /v1/orders/{orderId}/payments", pay);
        call(
                shop,
                201,
                "POST /v1/orders/{orderId}/payments/{paymentId}/refunds",
                ShopRequest.refund(order, pay.field("paymentId"), "1.00", false));
        call(shop, 200, "POST /v1/orders/{orderId}/complete", ShopRequest.of("POST", path + "/complete", null));
        call(shop, 200, "GET /v1/orders/{orderId}", ShopRequest.get(path));
        call(shop, 200, "GET /v1/orders/{orderId}/events", ShopRequest.get(path + "/events"));
        call(shop, 200, "GET /v1/orders", ShopRequest.get("/v1/orders?sku=" + sku));
    }

    private long version(Shop shop) {
        return shop.order(order).version();
    }

    private void ordersThatEnd(Shop shop) {
        String cancelled = Shop.unique("cancelled");
        shop.require(201, ShopRequest.place(cancelled, line));
        call(shop, 200, "POST /v1/orders/{orderId}/cancel", ShopRequest.cancel(cancelled));
        String voided = Shop.unique("voided");
        shop.require(201, ShopRequest.place(voided, line));
        call(shop, 200, "POST /v1/orders/{orderId}/void", ShopRequest.voidAll(voided));
    }

    private void reservations(Shop shop) {
        call(shop, 201, "POST /v1/reservations", ShopRequest.hold(cart, "PT10M", line));
        call(shop, 200, "GET /v1/reservations/{reservationId}", ShopRequest.get("/v1/reservations/" + cart));
        call(shop, 200, "POST /v1/reservations/{reservationId}/extensions", ShopRequest.extendHold(cart, "PT5M"));
        call(shop, 200, "POST /v1/reservations/{reservationId}/commit", ShopRequest.commitHold(cart));
        String released = Shop.unique("cart");
        shop.require(201, ShopRequest.hold(released, "PT10M", line));
        call(shop, 200, "POST /v1/reservations/{reservationId}/release", ShopRequest.releaseHold(released));
    }

    private void sessions(Shop shop) {
        String path = "/v1/users/" + user + "/sessions";
        call(shop, 201, "POST /v1/users/{userId}/sessions", ShopRequest.of("POST", path, null));
        call(shop, 200, "GET /v1/users/{userId}/sessions/current", ShopRequest.get(path + "/current"));
        call(
                shop,
                200,
                "PUT /v1/users/{userId}/sessions/current/items",
                ShopRequest.of("PUT", path + "/current/items", Map.of("items", List.of(line)))
                        .ifMatch(1));
        call(
                shop,
                200,
                "POST /v1/users/{userId}/sessions/current/logout",
                ShopRequest.of("POST", path + "/current/logout", null));
        String tab = Shop.unique("table");
        call(
                shop,
                200,
                "POST /v1/users/{userId}/sessions/current/assign-tab",
                ShopRequest.post(path + "/current/assign-tab", Map.of("tab", tab)));
        shop.require(201, ShopRequest.of("POST", path, null));
        call(
                shop,
                200,
                "POST /v1/users/{userId}/sessions/current/complete",
                ShopRequest.of("POST", path + "/current/complete", null));
        call(shop, 200, "GET /v1/tabs", ShopRequest.get("/v1/tabs"));
        call(shop, 200, "GET /v1/tabs/{tab}", ShopRequest.get("/v1/tabs/" + tab));
    }

    private void feedAuditAndAdministration(Shop shop) {
        call(shop, 200, "GET /v1/events", ShopRequest.get("/v1/events?limit=1"));
        call(shop, 200, "GET /v1/dashboard", ShopRequest.get("/v1/dashboard"));
        call(shop, 200, "GET /v1/admin/processors", ShopRequest.get("/v1/admin/processors"));
        call(shop, 200, "GET /v1/admin/dead-letters", ShopRequest.get("/v1/admin/dead-letters"));
        call(shop, 200, "GET /v1/audit/conservation", ShopRequest.get("/v1/audit/conservation?sku=" + sku));
    }

    private void call(Shop shop, int status, String route, ShopRequest request) {
        assertThat(isOf(route, request))
                .as("%s is a call of %s", request, route)
                .isTrue();
        ShopAnswer answer = shop.require(status, request);
        if (!request.method().equals("GET")) {
            assertThat(answer.header(KEY))
                    .as("%s: a key, the client's or one of the server", route)
                    .isNotNull();
            assertThat(answer.header("X-Position"))
                    .as("%s: its position", route)
                    .isNotNull();
            assertThat(answer.header("ETag")).as("%s: its version", route).isNotNull();
        }
        called.add(route);
    }

    private static boolean isOf(String route, ShopRequest request) {
        String[] parts = route.split(" ", 2);
        String path = request.path().split("\\?", 2)[0];
        return parts[0].equals(request.method())
                && PathPatternParser.defaultInstance.parse(parts[1]).matches(PathContainer.parsePath(path));
    }

    /** As {@code METHOD /path}; one that answers in two media types is one route. */
    private static Set<String> routesOf(RunningService service) {
        return service.beans(RequestMappingHandlerMapping.class)
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(ContractTest::routesOf)
                .filter(route -> route.contains(" /v1/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> routesOf(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream()
                .flatMap(method -> info.getPatternValues().stream().map(path -> method + " " + path));
    }
}
