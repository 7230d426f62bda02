package holdfast.app.races;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a caller sends: repeated as it is, it is the very same request. */
record ShopRequest(String method, String path, @Nullable String body, Map<String, String> headers) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** One line of an order. */
    record Line(String sku, String quantity, String unitPrice) {}

    static ShopRequest of(String method, String path, @Nullable Object body) {
        return new ShopRequest(method, path, body == null ? null : JSON.writeValueAsString(body), Map.of());
    }

    static ShopRequest get(String path) {
        return of("GET", path, null);
    }

    static ShopRequest post(String path, Object body) {
        return of("POST", path, body);
    }

    static ShopRequest place(String orderId, Line... lines) {
        return place(orderId, "PT15M", lines);
    }

    static ShopRequest place(String orderId, String paymentWindow, Line... lines) {
        return post(
                "/v1/orders",
                Map.of("orderId", orderId, "currency", "EUR", "lines", List.of(lines), "paymentWindow", paymentWindow));
    }

    static ShopRequest addLines(String orderId, Line... lines) {
        return post("/v1/orders/" + orderId + "/lines", Map.of("lines", List.of(lines)));
    }

    static ShopRequest changeLine(String orderId, String lineId, String quantity) {
        return of("PATCH", "/v1/orders/" + orderId + "/lines/" + lineId, Map.of("quantity", quantity));
    }

    static ShopRequest removeLine(String orderId, String lineId) {
        return of("DELETE", "/v1/orders/" + orderId + "/lines/" + lineId, null);
    }

    /** A payment under an id of its own. */
    static ShopRequest pay(String orderId, String amount) {
        String paymentId = UUID.randomUUID().toString();
        return post(
                "/v1/orders/" + orderId + "/payments",
                Map.of("paymentId", paymentId, "amount", amount, "method", "CARD"));
    }

    static ShopRequest send(String orderId, String... lineIds) {
        return post(
                "/v1/orders/" + orderId + "/send",
                lineIds.length == 0 ? Map.of() : Map.of("lineIds", List.of(lineIds)));
    }

    static ShopRequest comp(String orderId, String lineId) {
        return post("/v1/orders/" + orderId + "/comps", Map.of("lineId", lineId, "reason", "cold soup"));
    }

    static ShopRequest voidLine(String orderId, String lineId, String quantity) {
        return post(
                "/v1/orders/" + orderId + "/voids",
                Map.of("lineId", lineId, "quantity", quantity, "reason", "mistyped"));
    }

    static ShopRequest voidAll(String orderId) {
        return post("/v1/orders/" + orderId + "/void", Map.of("reason", "left"));
    }

    /** A refund under an id of its own. */
    static ShopRequest refund(String orderId, String paymentId, String amount, boolean restock) {
        String refundId = UUID.randomUUID().toString();
        return post(
                "/v1/orders/" + orderId + "/payments/" + paymentId + "/refunds",
                Map.of("refundId", refundId, "amount", amount, "reason", "broken", "restock", restock));
    }

    static ShopRequest extend(String orderId, String by) {
        return post("/v1/orders/" + orderId + "/reservation/extensions", Map.of("by", by));
    }

    static ShopRequest cancel(String orderId) {
        return post("/v1/orders/" + orderId + "/cancel", Map.of());
    }

    /** A hold without an order, of the lines' quantities. */
    static ShopRequest hold(String reservationId, String expiresIn, Line... lines) {
        List<Map<String, String>> wanted = Stream.of(lines)
                .map(line -> Map.of("sku", line.sku(), "quantity", line.quantity()))
                .toList();
        return post(
                "/v1/reservations", Map.of("reservationId", reservationId, "lines", wanted, "expiresIn", expiresIn));
    }

    static ShopRequest commitHold(String reservationId) {
        return of("POST", "/v1/reservations/" + reservationId + "/commit", null);
    }

    static ShopRequest releaseHold(String reservationId) {
        return of("POST", "/v1/reservations/" + reservationId + "/release", null);
    }

    static ShopRequest extendHold(String reservationId, String by) {
        return post("/v1/reservations/" + reservationId + "/extensions", Map.of("by", by));
    }

    /** An order that takes the holds of a reservation over. */
    static ShopRequest takeOver(String orderId, String reservationId, Line... lines) {
        return post(
                "/v1/orders",
                Map.of(
                        "orderId",
                        orderId,
                        "currency",
                        "EUR",
                        "lines",
                        List.of(lines),
                        "paymentWindow",
                        "PT15M",
                        "reservationId",
                        reservationId));
    }

    static ShopRequest receive(String sku, String quantity) {
        return post("/v1/stock/" + sku + "/receipts", Map.of("quantity", quantity));
    }

    static ShopRequest issue(String sku, String quantity) {
        return post("/v1/stock/" + sku + "/issues", Map.of("quantity", quantity, "reference", "till-3"));
    }

    static ShopRequest adjust(String sku, String quantity) {
        return post("/v1/stock/" + sku + "/adjustments", Map.of("quantity", quantity, "reason", "DAMAGED"));
    }

    /** A field of the body. */
    String field(String name) {
        return JSON.readTree(body).required(name).asString();
    }

    ShopRequest withKey(String key) {
        return with("Idempotency-Key", key);
    }

    ShopRequest ifMatch(long version) {
        return with("If-Match", "\"" + version + "\"");
    }

    ShopRequest with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new ShopRequest(method, path, body, Map.copyOf(all));
    }
}
