package holdfast.app.races;

import static holdfast.app.races.StockCommandsTest.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import holdfast.app.apidocs.DocumentedApi;
import holdfast.app.apidocs.DocumentedApi.Answered;
import holdfast.app.races.DocumentedRefusals.Probe;
import holdfast.app.races.ShopRequest.Line;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Provokes each answer that the document promises for each call, and says of which it does not, and why. */
@ExtendWith(SharedService.class)
class EveryAnswerTest {

    private static final long STALE = 999;
    private static final String NEVER = "900000000000000000";

    private static final String IN_FLIGHT =
            "only two requests with one key at the same instant; DoublePaymentTest has them";
    private static final String PARKED = "only an event that cannot be handled; DeadLetterTest has some";
    private static final String UNWELL = "the service is well; AuditServiceTest has one that is not";

    /** Answers to any call that it takes an accident to get. */
    private static final Map<String, String> ACCIDENTS = Map.of(
            "403", "the only key that there is may do all; AccessTest has another one",
            "500", "nobody foresees what leads to it",
            "503", "a command gets it when the service is overloaded or its store is lost");

    /** Answers to single calls that are not provoked here. */
    private static final Map<String, String> NOT_PROVOKED = Map.ofEntries(
            Map.entry("PUT /v1/stock/{sku}/locations/{location} 409", IN_FLIGHT),
            Map.entry("POST /v1/stock/{sku}/receipts 409", IN_FLIGHT),
            Map.entry("POST /v1/users/{userId}/sessions 409", IN_FLIGHT),
            Map.entry("POST /v1/users/{userId}/sessions/current/complete 409", IN_FLIGHT),
            Map.entry("GET /v1/admin/dead-letters/{id} 200", PARKED),
            Map.entry("POST /v1/admin/dead-letters/{id}/retry 200", PARKED),
            Map.entry("POST /v1/admin/dead-letters/{id}/retry 409", PARKED),
            Map.entry("GET /actuator/health 503", UNWELL),
            Map.entry("GET /actuator/health/liveness 503", UNWELL),
            Map.entry("GET /actuator/health/readiness 503", UNWELL));

    private final Set<String> seen = new ConcurrentSkipListSet<>();

    @Test
    void is_provoked_or_excused(Shop plain) {
        Shop shop = plain.watchedBy(answer -> seen.add(text(answer)));
        DocumentedApi api = DocumentedApi.of(shop.service());

        assertAll(
                () -> refusals(shop, api),
                () -> waits(shop, api),
                () -> placing(shop),
                () -> lines(shop),
                () -> staleLines(shop),
                () -> money(shop),
                () -> endings(shop),
                () -> stock(shop),
                () -> reservations(shop),
                () -> sessions(shop),
                () -> reads(shop),
                () -> rebuilds(shop),
                () -> document(shop));
        Set<String> missing = new TreeSet<>();
        api.answers().forEach(answer -> missing.add(text(answer)));
        missing.removeAll(seen);
        Set<String> unexcused = new TreeSet<>(missing);
        unexcused.removeAll(NOT_PROVOKED.keySet());
        unexcused.removeIf(answer -> ACCIDENTS.containsKey(answer.substring(answer.length() - 3)));
        assertThat(unexcused)
                .as("documented, but neither provoked nor excused here")
                .isEmpty();
        assertThat(NOT_PROVOKED.keySet())
                .as("excused, but provoked or not documented")
                .isSubsetOf(missing);
    }

    private static String text(Answered answer) {
        return answer.call() + " " + answer.status();
    }

    /** What any call of its kind refuses. */
    private static void refusals(Shop shop, DocumentedApi api) {
        List<Probe> probes = new DocumentedRefusals(api.document(), shop.stock("probe", "100")).probes();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtOnce.rounds(probes.size(), 8, i -> {
            Probe probe = probes.get(i);
            Shop caller = probe.withKey() ? shop : shop.as("hf_unknown");
            try {
                caller.require(probe.status(), probe.request());
            } catch (AssertionError e) {
                wrong.add(String.valueOf(e.getMessage()));
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Reads that wait for what never comes, all of them at once. */
    private static void waits(Shop shop, DocumentedApi api) {
        List<ShopRequest> waits = new DocumentedRefusals(api.document(), "none")
                .reads().stream()
                        .map(read -> read.with("X-Min-Position", NEVER))
                        .toList();
        AtOnce.run(waits.size(), i -> shop.require(503, waits.get(i)));
    }

    private static void document(Shop shop) {
        String tag = shop.require(200, ShopRequest.get("/v3/api-docs")).header("ETag");
        shop.require(304, ShopRequest.get("/v3/api-docs").with("If-None-Match", String.valueOf(tag)));
    }

    private static void placing(Shop shop) {
        String sku = shop.stock("answer", "10");
        ShopRequest place = ShopRequest.place(Shop.unique("o"), new Line(sku, "1", "2.00"));
        shop.require(201, place);
        shop.require(
                202,
                ShopRequest.place(Shop.unique("o"), new Line(sku, "1", "2.00")).with("Prefer", "respond-async"));
        shop.require(409, ShopRequest.place(Shop.unique("o"), new Line(sku, "11", "2.00")));
        ShopRequest draft = draft(sku);
        String orderId = shop.require(201, draft).text("orderId");
        shop.require(201, ShopRequest.addLines(orderId, new Line(sku, "1", "2.00")));
        shop.require(200, draft);
        shop.require(412, post(orderId, "place").ifMatch(STALE));
        shop.require(400, ShopRequest.post("/v1/orders/" + orderId + "/place", Map.of("lines", List.of())));
        shop.require(201, post(orderId, "place"));
        shop.require(409, post(orderId, "place"));
        String other = shop.require(201, draft(sku)).text("orderId");
        shop.require(202, post(other, "place").with("Prefer", "respond-async"));
    }

    private static void lines(Shop shop) {
        String sku = shop.stock("answer", "100");
        String orderId = reserved(shop, sku);
        shop.require(201, ShopRequest.addLines(orderId, new Line(sku, "1", "1.00")));
        shop.require(409, ShopRequest.addLines(orderId, new Line(sku, "1000", "1.00")));
        shop.require(200, versioned(shop, ShopRequest.changeLine(orderId, "1", "6")));
        shop.require(409, versioned(shop, ShopRequest.changeLine(orderId, "1", "1000")));
        shop.require(200, ShopRequest.send(orderId, "1"));
        shop.require(200, versioned(shop, ShopRequest.voidLine(orderId, "1", "1")));
        shop.require(200, versioned(shop, ShopRequest.removeLine(orderId, "2")));
        shop.require(409, versioned(shop, ShopRequest.removeLine(orderId, "1")));
        shop.require(200, versioned(shop, ShopRequest.comp(orderId, "1")));
        // Nothing is left to pay: the order is paid.
        shop.require(409, versioned(shop, ShopRequest.comp(orderId, "1")));
        shop.require(409, versioned(shop, ShopRequest.voidLine(orderId, "1", "1")));
        shop.require(409, ShopRequest.extend(orderId, "PT1M"));
        shop.require(200, post(orderId, "complete"));
        shop.require(409, ShopRequest.send(orderId, "1"));
    }

    /** Each of them would have an effect on this order. */
    private static void staleLines(Shop shop) {
        String sku = shop.stock("answer", "100");
        String orderId = reserved(shop, sku);
        shop.require(201, ShopRequest.addLines(orderId, new Line(sku, "1", "1.00")));
        List.of(
                        ShopRequest.addLines(orderId, new Line(sku, "1", "1.00")),
                        ShopRequest.changeLine(orderId, "1", "6"),
                        ShopRequest.removeLine(orderId, "1"),
                        ShopRequest.send(orderId),
                        ShopRequest.comp(orderId, "1"),
                        ShopRequest.voidLine(orderId, "1", "1"),
                        ShopRequest.pay(orderId, "1.00"),
                        ShopRequest.extend(orderId, "PT1M"),
                        ShopRequest.cancel(orderId),
                        ShopRequest.voidAll(orderId))
                .forEach(request -> shop.require(412, request.ifMatch(STALE)));
    }

    private static void money(Shop shop) {
        String orderId = reserved(shop, shop.stock("answer", "100"));
        shop.require(409, ShopRequest.pay(orderId, "11.00"));
        String paymentId = shop.require(201, ShopRequest.pay(orderId, "10.00")).text("paymentId");
        shop.require(412, ShopRequest.refund(orderId, paymentId, "1.00", false).ifMatch(STALE));
        shop.require(409, ShopRequest.refund(orderId, paymentId, "11.00", false));
        shop.require(201, ShopRequest.refund(orderId, paymentId, "1.00", true));
        shop.require(409, ShopRequest.cancel(orderId));
        shop.require(409, ShopRequest.voidAll(orderId));
        shop.require(412, post(orderId, "complete").ifMatch(STALE));
    }

    private static void endings(Shop shop) {
        String sku = shop.stock("answer", "100");
        String orderId = reserved(shop, sku);
        shop.require(409, post(orderId, "complete"));
        shop.require(200, ShopRequest.extend(orderId, "PT1M"));
        shop.require(200, ShopRequest.cancel(orderId));
        shop.require(200, ShopRequest.voidAll(reserved(shop, sku)));
    }

    private static void stock(Shop shop) {
        String sku = Shop.unique("answer");
        shop.require(201, ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("scale", 2)));
        shop.require(200, ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("name", "Answer")));
        shop.require(409, ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("scale", 1)));
        shop.require(201, ShopRequest.receive(sku, "20"));
        shop.require(201, ShopRequest.adjust(sku, "-0.5"));
        shop.require(201, ShopRequest.issue(sku, "0.5"));
        shop.require(201, count(sku, "20"));
        shop.require(201, transfer(sku, "main", "shop-2", "3"));
        shop.require(200, StockCommandsTest.keep(sku, "main", "1"));
        reserved(shop, sku);
        shop.require(409, ShopRequest.adjust(sku, "-20"));
        shop.require(409, ShopRequest.issue(sku, "20"));
        shop.require(409, count(sku, "1"));
        shop.require(409, transfer(sku, "main", "shop-2", "20"));
        List.of(
                        ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("name", "Other")),
                        ShopRequest.receive(sku, "1"),
                        ShopRequest.adjust(sku, "1"),
                        ShopRequest.issue(sku, "1"),
                        count(sku, "19"),
                        transfer(sku, "main", "shop-2", "1"),
                        StockCommandsTest.keep(sku, "main", "2"))
                .forEach(request -> shop.require(412, request.ifMatch(STALE)));
        shop.require(200, ShopRequest.get("/v1/stock/" + sku + "/holds"));
    }

    private static void reservations(Shop shop) {
        String sku = shop.stock("answer", "10");
        String held = reservation(shop, sku, "2", 201);
        reservation(shop, sku, "11", 409);
        shop.require(200, ShopRequest.get("/v1/reservations/" + held));
        shop.require(200, extend(held));
        List.of(extend(held), reservation(held, "commit"), reservation(held, "release"))
                .forEach(request -> shop.require(412, request.ifMatch(STALE)));
        shop.require(200, reservation(held, "commit"));
        shop.require(409, reservation(held, "release"));
        shop.require(409, extend(held));
        String free = reservation(shop, sku, "1", 201);
        shop.require(200, reservation(free, "release"));
        shop.require(409, reservation(free, "commit"));
        Map<String, Object> order = Map.of(
                "reservationId", "nobody-knows", "currency", "EUR", "lines", List.of(new Line(sku, "1", "2.00")));
        shop.require(404, ShopRequest.post("/v1/orders", order));
    }

    private static String reservation(Shop shop, String sku, String quantity, int status) {
        String id = Shop.unique("cart");
        Map<String, String> line = Map.of("sku", sku, "quantity", quantity);
        shop.require(
                status,
                ShopRequest.post(
                        "/v1/reservations", Map.of("reservationId", id, "lines", List.of(line), "expiresIn", "PT10M")));
        return id;
    }

    private static ShopRequest reservation(String id, String what) {
        return ShopRequest.of("POST", "/v1/reservations/" + id + "/" + what, null);
    }

    private static ShopRequest extend(String id) {
        return ShopRequest.post("/v1/reservations/" + id + "/extensions", Map.of("by", "PT1M"));
    }

    private static void sessions(Shop shop) {
        String sku = shop.stock("answer", "10");
        Sessions.Item item = new Sessions.Item(sku, "1", "2.00");
        String user = Shop.unique("user");
        shop.require(412, Sessions.open(user).ifMatch(STALE));
        shop.require(201, Sessions.open(user));
        shop.require(200, Sessions.open(user));
        shop.require(200, Sessions.replace(user, item).ifMatch(1));
        shop.require(200, Sessions.current(user));
        String tab = Shop.unique("tab");
        List.of(
                        Sessions.replace(user, item),
                        Sessions.logout(user),
                        Sessions.complete(user),
                        Sessions.assign(user, tab))
                .forEach(request -> shop.require(412, request.ifMatch(STALE)));
        shop.require(200, Sessions.assign(user, tab));
        shop.require(409, Sessions.logout(user));
        shop.require(409, Sessions.replace(user, item).ifMatch(3));
        shop.require(409, Sessions.assign(user, Shop.unique("tab")));
        shop.require(200, Sessions.tab(tab));
        String other = Sessions.userWith(shop, item);
        shop.require(200, Sessions.logout(other));
        shop.require(200, Sessions.complete(other));
    }

    private static void reads(Shop shop) {
        String sku = shop.stock("answer", "100");
        String orderId = reserved(shop, sku);
        List.of(
                        "/v1/orders?sku=" + sku,
                        "/v1/orders/" + orderId,
                        "/v1/orders/" + orderId + "/events",
                        "/v1/stock",
                        "/v1/stock/" + sku,
                        "/v1/movements?sku=" + sku,
                        "/v1/tabs",
                        "/v1/dashboard",
                        "/v1/admin/processors",
                        "/v1/admin/processors/stock",
                        "/v1/admin/dead-letters",
                        "/v1/events?limit=200",
                        "/v1/audit/conservation?sku=" + sku,
                        "/actuator/prometheus",
                        "/actuator/health",
                        "/actuator/health/liveness",
                        "/actuator/health/readiness")
                .forEach(path -> shop.require(200, ShopRequest.get(path)));
    }

    private static void rebuilds(Shop shop) {
        shop.require(202, ShopRequest.of("POST", "/v1/admin/processors/open-tabs/replay", null));
        shop.require(409, ShopRequest.of("POST", "/v1/admin/processors/tabs/replay", null));
    }

    /** An order of five at 2.00 whose stock is held. */
    private static String reserved(Shop shop, String sku) {
        return shop.require(201, ShopRequest.place(Shop.unique("o"), new Line(sku, "5", "2.00")))
                .text("orderId");
    }

    private static ShopRequest draft(String sku) {
        return ShopRequest.post(
                "/v1/orders",
                Map.of(
                        "orderId",
                        Shop.unique("o"),
                        "currency",
                        "EUR",
                        "place",
                        false,
                        "lines",
                        List.of(new Line(sku, "1", "2.00"))));
    }

    private static ShopRequest post(String orderId, String what) {
        return ShopRequest.of("POST", "/v1/orders/" + orderId + "/" + what, null);
    }

    private static ShopRequest count(String sku, String counted) {
        return ShopRequest.post("/v1/stock/" + sku + "/counts", Map.of("counted", counted));
    }

    /** With the version that its order has now. */
    private static ShopRequest versioned(Shop shop, ShopRequest request) {
        return request.ifMatch(shop.order(request.path().split("/", -1)[3]).version());
    }
}
