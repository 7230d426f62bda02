package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.Sessions.Item;
import holdfast.app.races.ShopRequest.Line;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day of one shop, in which each step of the processes happens: always the same requests, with the same keys. */
final class Journey {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** A request that is repeated may find the deadline past that it was sent before. */
    private static final Set<String> DONE = Set.of(
            "200",
            "201",
            "201 RESERVED",
            "201 PAID",
            "200 RESERVED",
            "200 PAID",
            "200 CANCELLED",
            "200 COMPLETED",
            "200 ACTIVE",
            "201 ACTIVE");

    private final String coffee = unique("coffee");
    private final String cake = unique("cake");
    private final String paid = unique("paid");
    private final String cancelled = unique("cancelled");
    private final String expiring = unique("expiring");
    private final String user = unique("user");
    private final String tab = unique("tab");
    private final List<ShopRequest> requests = new ArrayList<>();

    Journey() {
        Line two = new Line(coffee, "2", "2.50");
        Line one = new Line(cake, "1", "3.00");
        add(ShopRequest.place(paid, two, one));
        add(ShopRequest.extend(paid, "PT10M"));
        add(ShopRequest.addLines(paid, new Line(coffee, "3", "2.50")));
        add(ShopRequest.voidLine(paid, "3", "1").ifMatch(4));
        ShopRequest payment = ShopRequest.pay(paid, "13.00");
        add(payment);
        add(ShopRequest.refund(paid, payment.field("paymentId"), "3.00", true));
        add(ShopRequest.place(cancelled, one, two));
        add(ShopRequest.cancel(cancelled));
        add(ShopRequest.place(expiring, "PT3S", two));
        add(ShopRequest.post(
                "/v1/stock/" + coffee + "/transfers", Map.of("from", "main", "to", "shop-2", "quantity", "4")));
        add(Sessions.open(user));
        add(Sessions.replace(user, new Item(cake, "1", "3.00")).ifMatch(1));
        add(Sessions.assign(user, tab));
    }

    private void add(ShopRequest request) {
        requests.add(request.withKey(unique("key")));
    }

    void prepare(Shop shop) {
        for (String sku : List.of(coffee, cake)) {
            shop.require(201, ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of()));
            shop.require(201, ShopRequest.receive(sku, "100"));
        }
    }

    /** Goes on until the service dies, which it must. */
    void untilDeath(MortalService service) {
        for (ShopRequest request : requests) {
            if (service.isDead()) {
                return;
            }
            try {
                service.shop().send(request);
            } catch (UncheckedIOException died) {
                // it is asked again after the start
            }
        }
        await().atMost(PATIENCE).until(service::isDead);
    }

    /** Asks for everything, again if need be, and waits until all has come to its end. */
    void toItsEnd(MortalService service) {
        requests.forEach(request -> complete(service.shop(), request));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events(service.jdbc()))
                        .containsEntry("OrderExpired", 1)
                        .containsEntry("ItemsArrived", 1)
                        .containsEntry("StockTransferredIn", 1));
    }

    private void complete(Shop shop, ShopRequest request) {
        ShopAnswer answer = await().atMost(PATIENCE)
                .until(() -> shop.send(request), given -> given.status() != 503 && given.status() != 202);
        boolean late =
                request.path().equals("/v1/orders") && request.field("orderId").equals(expiring);
        assertThat(DONE.contains(answer.outcome()) || (late && answer.outcome().equals("409 reservation-expired")))
                .as("%s: %s", request, answer)
                .isTrue();
    }

    /** How many events of each type there are in the streams of this journey. */
    Map<String, Integer> events(JdbcClient jdbc) {
        String[] names = Stream.of(coffee, cake, paid, cancelled, expiring, user, tab)
                .map(name -> "%" + name + "%")
                .toArray(String[]::new);
        Map<String, Integer> counts = new TreeMap<>();
        jdbc.sql("select payload_type, count(*) from domain_event where aggregate_id in ("
                        + "select aggregate_id from domain_event"
                        + " where aggregate_id || convert_from(payload, 'UTF8') like any (?)) group by payload_type")
                .param(names)
                .query(row -> {
                    counts.put(row.getString(1), row.getInt(2));
                });
        return counts;
    }

    /** All stock is where it belongs, and nothing is held any more. */
    void assertStock(Shop shop) {
        shop.awaitLevel(coffee, Level.free("100"));
        shop.awaitLevel(cake, Level.free("100"));
        assertThat(shop.order(paid).text("paid")).isEqualTo("13.00");
        assertThat(shop.order(paid).text("refunded")).isEqualTo("3.00");
        assertThat(shop.order(cancelled).text("status")).isEqualTo("CANCELLED");
        assertThat(shop.order(expiring).text("status")).isEqualTo("EXPIRED");
        shop.awaitConserved(coffee);
        shop.awaitConserved(cake);
    }
}
