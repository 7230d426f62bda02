package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The figures of the dashboard, as JSON and as they are sent to those who look at it. */
@ExtendWith(SharedService.class)
class DashboardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RunningService service;
    private static Shop shop;
    private static String sku;

    @BeforeAll
    static void open(RunningService shared) {
        service = shared;
        shop = shared.shop();
        sku = shop.stock("figured", "100");
    }

    private static JsonNode figures() {
        return shop.require(200, ShopRequest.get("/v1/dashboard")).body();
    }

    private static void awaitFigures(Consumer<JsonNode> check) {
        await().atMost(PATIENCE).untilAsserted(() -> check.accept(figures()));
    }

    private static String place(String quantity) {
        String order = unique("figured");
        shop.require(201, ShopRequest.place(order, new Line(sku, quantity, "2.50")));
        return order;
    }

    @Test
    void an_order_is_counted_under_its_status() {
        long completed = byStatus(figures(), "COMPLETED");
        String order = place("1");
        shop.require(201, ShopRequest.pay(order, "2.50"));
        shop.require(200, ShopRequest.post("/v1/orders/" + order + "/complete", Map.of()));

        awaitFigures(now -> assertThat(byStatus(now, "COMPLETED")).isEqualTo(completed + 1));
    }

    @Test
    void the_counts_are_those_of_the_list_of_orders() {
        place("1");
        JdbcClient jdbc = service.part(JdbcClient.class);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counts(jdbc, "select status, orders from order_count"))
                        .isNotEmpty()
                        .isEqualTo(counts(jdbc, "select status, count(*) as orders from order_row group by status")));
    }

    private static Map<String, Long> counts(JdbcClient jdbc, String sql) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(sql).query(row -> {
            counts.put(row.getString("status"), row.getLong("orders"));
        });
        return counts;
    }

    @Test
    void the_last_hour_is_there_minute_by_minute() {
        Instant before = Instant.now();
        long placed = placedSince(before);
        place("1");

        awaitFigures(now -> {
            List<Instant> minutes = now.required("orders")
                    .required("perMinute")
                    .valueStream()
                    .map(minute -> Instant.parse(minute.required("minute").asString()))
                    .toList();
            assertThat(minutes).hasSize(60);
            assertThat(Duration.between(minutes.getFirst(), minutes.getLast())).isEqualTo(Duration.ofMinutes(59));
            assertThat(placedSince(before)).isGreaterThan(placed);
        });
    }

    private static long placedSince(Instant time) {
        return figures()
                .required("orders")
                .required("perMinute")
                .valueStream()
                .filter(minute -> !Instant.parse(minute.required("minute").asString())
                        .plusSeconds(60)
                        .isBefore(time))
                .mapToLong(minute -> minute.required("placed").asLong())
                .sum();
    }

    @Test
    void refused_attempts_are_counted_by_their_reason() {
        String scarce = shop.stock("scarce", "1");
        String order = unique("figured");
        JsonNode before = figures();
        shop.require(201, ShopRequest.place(order, new Line(scarce, "1", "1.00")));
        shop.require(409, ShopRequest.place(unique("figured"), new Line(scarce, "1", "1.00")));
        shop.require(412, ShopRequest.pay(order, "1.00").ifMatch(1));
        shop.require(201, ShopRequest.pay(order, "1.00"));
        shop.require(409, ShopRequest.pay(order, "1.00"));

        awaitFigures(now -> {
            assertThat(refused(now, "insufficient-stock")).isGreaterThan(refused(before, "insufficient-stock"));
            assertThat(refused(now, "version-conflict")).isGreaterThan(refused(before, "version-conflict"));
            assertThat(refused(now, "already-paid")).isGreaterThan(refused(before, "already-paid"));
        });
    }

    @Test
    void what_is_sold_out_is_shown_until_there_is_some_again() {
        String scarce = unique("scarce");
        shop.require(201, ShopRequest.of("PUT", "/v1/stock/" + scarce, Map.of("name", "Scarce", "safetyStock", "2")));
        shop.require(201, ShopRequest.receive(scarce, "2"));
        JdbcClient jdbc = service.part(JdbcClient.class);

        awaitLow(jdbc, scarce, true);
        shop.require(200, ShopRequest.of("PUT", "/v1/stock/" + scarce, Map.of("name", "Scarce", "safetyStock", "1")));
        awaitLow(jdbc, scarce, false);
        shop.require(201, ShopRequest.issue(scarce, "1"));
        awaitLow(jdbc, scarce, true);
        awaitFigures(now ->
                assertThat(now.required("stock").required("lowCount").asLong()).isPositive());
    }

    private static void awaitLow(JdbcClient jdbc, String name, boolean low) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(jdbc.sql("select low from stock_level where sku = ?")
                                .param(name)
                                .query(Boolean.class)
                                .single())
                        .isEqualTo(low));
    }

    @Test
    void commands_read_models_and_deadlines_are_told() {
        place("1");

        awaitFigures(now -> {
            assertThat(texts(now.required("commands"), "command")).contains("PlaceOrder");
            assertThat(now.required("commands"))
                    .allSatisfy(command -> assertThat(command.required("p50").asDouble())
                            .isLessThanOrEqualTo(command.required("p99").asDouble()));
            assertThat(texts(now.required("readModels"), "name")).contains("orders", "stock", "reservation");
            assertThat(now.required("deadlines").required("dueSoon").isNumber()).isTrue();
            assertThat(now.required("deadlines").required("overdue").isNumber()).isTrue();
        });
    }

    @Test
    void the_last_audit_is_told() {
        shop.require(200, ShopRequest.get("/v1/audit/conservation"));

        awaitFigures(now ->
                assertThat(now.required("audit").required("position").asLong()).isPositive());
    }

    @Test
    void everybody_who_looks_sees_an_order_come_and_change() {
        List<LiveClient> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                viewers.add(LiveClient.open(shop));
            }
            String order = place("1");
            viewers.forEach(viewer -> viewer.awaitOrder(order, "Reserved"));
            shop.require(201, ShopRequest.pay(order, "2.50"));
            viewers.forEach(viewer -> viewer.awaitOrder(order, "Paid"));
        } finally {
            viewers.forEach(LiveClient::close);
        }
    }

    @Test
    void each_part_that_is_sent_has_its_place_on_the_page() throws IOException {
        Set<String> places = new TreeSet<>();
        try (InputStream page =
                shop.open(ShopRequest.get("/").with("Accept", "text/html")).body()) {
            Matcher place = Pattern.compile("sse-swap=\"(\\w+)\"")
                    .matcher(new String(page.readAllBytes(), StandardCharsets.UTF_8));
            place.results().forEach(found -> places.add(found.group(1)));
        }
        try (LiveClient viewer = LiveClient.open(shop)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(viewer.kinds()).isEqualTo(places));
        }
        assertThat(places)
                .containsExactly(
                        "commands", "duties", "holds", "minutes", "models", "orders", "refused", "status", "stock");
    }

    @Test
    void who_holds_stock_is_told_orders_and_carts_alike_as_long_as_they_do() {
        String order = unique("held");
        String cart = unique("cart");
        shop.require(201, ShopRequest.place(order, "PT40S", new Line(sku, "2", "2.50")));
        shop.require(201, ShopRequest.hold(cart, "PT40S", new Line(sku, "3", "0.00")));
        try (LiveClient viewer = LiveClient.open(shop)) {
            viewer.awaitPart("holds", "Cart " + cart);
            viewer.awaitPart("holds", "3 × " + sku);
            viewer.awaitPart("holds", "/orders/" + order);
        }

        awaitFigures(now -> {
            assertThat(hold(now, "reservationId", cart)).singleElement().satisfies(hold -> {
                assertThat(hold.at("/items/0/sku").asString()).isEqualTo(sku);
                assertThat(hold.at("/items/0/quantity").asString()).isEqualTo("3");
                assertThat(hold.has("orderId")).isFalse();
                assertThat(hold.has("amountDue")).isFalse();
            });
            assertThat(hold(now, "orderId", order))
                    .singleElement()
                    .satisfies(hold ->
                            assertThat(hold.required("amountDue").asString()).isEqualTo("5.00"));
        });
        shop.require(200, ShopRequest.releaseHold(cart));
        shop.require(201, ShopRequest.pay(order, "5.00"));
        awaitFigures(now -> {
            assertThat(hold(now, "reservationId", cart)).isEmpty();
            assertThat(hold(now, "orderId", order)).isEmpty();
        });
    }

    private static List<JsonNode> hold(JsonNode figures, String field, String id) {
        return figures.required("holds")
                .valueStream()
                .filter(hold -> hold.path(field).asString("").equals(id))
                .toList();
    }

    @Test
    void nothing_is_drawn_while_nobody_looks() {
        awaitNoViewers();
        double before = drawings();
        for (int i = 0; i < 20; i++) {
            place("1");
        }
        assertThat(drawings()).isEqualTo(before);

        String order;
        try (LiveClient viewer = LiveClient.open(shop)) {
            order = place("1");
            viewer.awaitOrder(order, "Reserved");
            assertThat(drawings()).isGreaterThan(before);
            assertThat(Scrape.of(shop).sum("holdfast_dashboard_viewers")).isEqualTo(1);
        }
        awaitNoViewers();
        double after = drawings();
        place("1");
        assertThat(drawings()).isEqualTo(after);
    }

    /** One that went is noticed by the next thing that is sent to it. */
    private static void awaitNoViewers() {
        await().atMost(PATIENCE).until(() -> Scrape.of(shop).sum("holdfast_dashboard_viewers") == 0);
    }

    private static double drawings() {
        return Scrape.of(shop).sum("holdfast_dashboard_drawings_total");
    }

    @Test
    void who_looks_at_an_order_or_an_item_is_told_of_its_changes_and_of_no_others() {
        String order = place("1");
        String other = place("1");
        String unsold = shop.stock("unsold", "1");
        try (LiveClient ofOrder = LiveClient.open(shop, "/orders/" + order + "/live?after=2");
                LiveClient ofOther = LiveClient.open(shop, "/orders/" + other + "/live?after=2");
                LiveClient ofSku = LiveClient.open(shop, "/stock/" + sku + "/live?after=0");
                LiveClient ofUnsold = LiveClient.open(shop, "/stock/" + unsold + "/live?after=2")) {
            ofSku.awaitPart("changed", "" + shownVersion(sku));
            shop.require(201, ShopRequest.pay(order, "2.50"));

            ofOrder.awaitPart("changed", "4");
            ofSku.awaitPart("changed", "" + shownVersion(sku));
            // What happened elsewhere would have come before this.
            shop.require(201, ShopRequest.receive(unsold, "1"));
            ofUnsold.awaitPart("changed", "3");
            assertThat(ofOther.wasSent("changed")).isFalse();
        }
    }

    @Test
    void who_only_asks_what_a_stream_would_be_is_told_at_once() {
        HttpResponse<InputStream> answer = shop.open(ShopRequest.of("HEAD", "/live", null));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
        // And is no viewer, of whom nobody could tell when he has gone.
        awaitNoViewers();
    }

    private static long shownVersion(String item) {
        return shop.require(200, ShopRequest.get("/v1/stock/" + item))
                .number("version")
                .longValue();
    }

    private static long byStatus(JsonNode figures, String status) {
        return figures.required("orders").required("byStatus").required(status).asLong();
    }

    private static long refused(JsonNode figures, String reason) {
        return figures.required("refused").path(reason).asLong(0);
    }

    private static List<String> texts(JsonNode list, String field) {
        return list.valueStream().map(item -> item.required(field).asString()).toList();
    }
}
