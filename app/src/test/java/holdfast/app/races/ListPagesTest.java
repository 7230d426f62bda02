package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lists as pages: each filter of each of them leaves what it names and nothing else. */
@ExtendWith(SharedService.class)
class ListPagesTest {

    private static final Pattern ROW = Pattern.compile(
            "<th scope=\"row\"><a class=\"id\"[^>]*>(?<name>[^<]+)</a>.*?<td>(?<what>.*?)</td>", Pattern.DOTALL);

    private static Shop shop;

    @BeforeAll
    static void open(Shop shared) {
        shop = shared;
    }

    private static String page(String address) {
        try (InputStream body =
                shop.open(ShopRequest.get(address).with("Accept", "text/html")).body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first two columns of each row. */
    private static List<String> rows(String address) {
        return ROW.matcher(page(address))
                .results()
                .map(row -> row.group("name") + " "
                        + row.group("what").replaceAll("<[^>]*>", "").strip())
                .toList();
    }

    /** Lists take in what happened a moment after it did. */
    private static void awaitListed(ShopAnswer change) {
        String position = change.headers().firstValue("X-Position").orElseThrow();
        for (String list : List.of("/v1/orders", "/v1/stock")) {
            shop.require(200, ShopRequest.get(list + "?limit=1").with("X-Min-Position", position));
        }
    }

    private static ShopAnswer order(String orderId, String customer, String tab, String sku) {
        return shop.require(
                201,
                ShopRequest.post(
                        "/v1/orders",
                        Map.of(
                                "orderId",
                                orderId,
                                "customerId",
                                customer,
                                "tab",
                                tab,
                                "currency",
                                "EUR",
                                "lines",
                                List.of(new Line(sku, "1", "2.50")))));
    }

    @Test
    void orders_of_a_customer_a_tab_an_item_and_a_status_are_listed_newest_first() {
        String id = unique("seen");
        String customer = unique("customer");
        String tab = unique("tab");
        String sku = shop.stock("seen", "10");
        order(id + "-1", customer, tab, sku);
        order(id + "-2", customer, unique("tab"), sku);
        order(id + "-3", unique("customer"), tab, shop.stock("seen", "10"));
        awaitListed(shop.require(201, ShopRequest.pay(id + "-1", "2.50")));

        assertThat(rows("/orders?customerId=" + customer)).containsExactly(id + "-2 Reserved", id + "-1 Paid");
        assertThat(rows("/orders?tab=" + tab)).containsExactly(id + "-3 Reserved", id + "-1 Paid");
        assertThat(rows("/orders?sku=" + sku)).containsExactly(id + "-2 Reserved", id + "-1 Paid");
        assertThat(rows("/orders?status=PAID&customerId=" + customer)).containsExactly(id + "-1 Paid");
        assertThat(rows("/orders?status=&customerId=" + customer + "&tab=" + tab + "&sku=&from=&to="))
                .containsExactly(id + "-1 Paid");
    }

    @Test
    void orders_are_listed_from_the_first_to_the_last_moment_of_the_days_that_were_asked_for() {
        String id = unique("seen");
        ShopAnswer placed = order(id, id, id, shop.stock("seen", "10"));
        LocalDate day = placed.time("placedAt").atZone(ZoneOffset.UTC).toLocalDate();
        awaitListed(placed);
        String ofCustomer = "/orders?customerId=" + id;

        assertThat(rows(ofCustomer + "&from=" + day + "&to=" + day)).containsExactly(id + " Reserved");
        assertThat(rows(ofCustomer + "&from=" + day.plusDays(1))).isEmpty();
        assertThat(rows(ofCustomer + "&to=" + day.minusDays(1))).isEmpty();
        assertThat(page(ofCustomer + "&to=" + day.minusDays(1))).contains("No order is like that.");
    }

    @Test
    void the_form_says_what_a_list_was_narrowed_down_to() {
        String orders = page("/orders?status=PAID&customerId=c-1&tab=t-1&sku=s-1&from=2026-01-30&to=2026-01-31");
        String movements = page("/movements?sku=s-1&orderId=o-1&location=l-1");
        String stock = page("/stock?productId=p-1&low=true");

        assertThat(orders).contains("<option value=\"PAID\" selected=\"selected\">");
        assertThat(Map.of("customerId", "c-1", "tab", "t-1", "sku", "s-1", "from", "2026-01-30", "to", "2026-01-31"))
                .allSatisfy((field, value) -> assertThat(orders).containsPattern(filled(field, value)));
        assertThat(Map.of("sku", "s-1", "orderId", "o-1", "location", "l-1"))
                .allSatisfy((field, value) -> assertThat(movements).containsPattern(filled(field, value)));
        assertThat(stock).containsPattern(filled("productId", "p-1")).containsPattern("id=\"low\"[^>]* checked");
        assertThat(page("/stock")).doesNotContainPattern("id=\"low\"[^>]* checked");
    }

    private static Pattern filled(String field, String value) {
        return Pattern.compile("<input id=\"" + field + "\"[^>]* value=\"" + value + "\"");
    }

    @Test
    void items_of_a_product_are_listed_with_how_they_stand_and_those_that_are_low_alone() {
        String product = unique("product");
        define(product, "a", "0", "5");
        define(product, "b", "3", "2");
        String held = define(product, "c", "0", "1");
        String sold = define(product, "d", "0", "1");
        shop.require(201, ShopRequest.of("PUT", "/v1/stock/" + product + ".e", Map.of("productId", product)));
        shop.require(201, ShopRequest.place(unique("seen"), new Line(held, "1", "1.00")));
        awaitListed(shop.require(201, ShopRequest.issue(sold, "1")));

        assertThat(rows("/stock?productId=" + product))
                .containsExactly(
                        product + ".a In stock",
                        product + ".b Low",
                        product + ".c All held",
                        product + ".d Sold out",
                        product + ".e Nothing yet");
        assertThat(rows("/stock?productId=" + product + "&low=true"))
                .containsExactly(product + ".b Low", product + ".c All held", product + ".d Sold out");
    }

    private static String define(String product, String name, String safetyStock, String received) {
        String sku = product + "." + name;
        shop.require(
                201,
                ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("productId", product, "safetyStock", safetyStock)));
        shop.require(201, ShopRequest.receive(sku, received));
        return sku;
    }

    @Test
    void movements_of_an_item_an_order_and_a_location_are_listed_newest_first() {
        String sku = shop.stock("seen", "5");
        String order = unique("seen");
        shop.require(
                201,
                ShopRequest.post(
                        "/v1/stock/" + sku + "/transfers", Map.of("from", "main", "to", "shop-2", "quantity", "1")));
        shop.require(201, ShopRequest.place(order, new Line(sku, "2", "2.50")));
        awaitListed(shop.require(201, ShopRequest.issue(sku, "1")));

        await().untilAsserted(() -> assertThat(rows("/movements?sku=" + sku + "&location=shop-2"))
                .containsExactly(sku + " Transferred in"));
        assertThat(rows("/movements?sku=" + sku + "&location=main"))
                .containsExactly(sku + " Issued", sku + " Reserved", sku + " Transferred out", sku + " Received");
        assertThat(rows("/movements?orderId=" + order)).containsExactly(sku + " Reserved");
        assertThat(rows("/movements?sku=" + sku)).hasSize(5);
    }
}
