package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The pages as people use them: with a mouse, with keys only, on a phone, in the dark, with a screen reader. */
@ExtendWith(SharedService.class)
@EnabledIf(
        value = "holdfast.app.races.Browser#isThere",
        disabledReason = "there is no Chromium with its driver: bin/install-browser installs them")
@Order(1)
@BesideOthers
class BrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Shop shop;
    private static Browser browser;
    private static String sku;
    private static String order;

    @BeforeAll
    static void open(Shop shared) {
        shop = shared;
        browser = Browser.open(shop.service());
        sku = shop.stock("browsed", "100");
        order = place();
        shop.require(201, ShopRequest.addLines(order, new Line(sku, "2", "2.50")));
        shop.require(200, ShopRequest.send(order));
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void logIn() {
        browser.size(1280, 900);
        browser.dark(false);
        browser.logIn(shop.key());
        browser.awaitText("h2", "Orders");
        browser.awaitText("#live-text", "Live");
        browser.complaints();
    }

    private static String place() {
        String id = unique("browsed");
        shop.require(201, ShopRequest.place(id, new Line(sku, "1", "2.50")));
        return id;
    }

    private static String row(String id) {
        return "tr[data-key='" + id + "']";
    }

    @Test
    void a_purchase_by_the_API_appears_and_changes_without_a_reload() {
        browser.run("window.untouched = true");

        String bought = place();
        browser.awaitText(row(bought), "Reserved");
        shop.require(201, ShopRequest.pay(bought, "2.50"));
        browser.awaitText(row(bought), "Paid");

        assertThat(browser.run("return window.untouched")).isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_time_that_is_left_to_pay_runs_down_and_at_its_end_the_order_expires_without_a_reload() {
        String forgotten = unique("browsed");
        shop.require(201, ShopRequest.place(forgotten, "PT8S", new Line(sku, "1", "2.50")));
        String hold = "[data-key='hold-" + forgotten + "']";
        browser.awaitText(hold, "1 × " + sku);
        browser.run("window.untouched = true");

        int left = secondsOf(browser.find(hold + " time").getText());
        assertThat(left).isBetween(1, 8);
        await().until(() -> secondsOf(browser.find(hold + " time").getText()) < left);
        browser.awaitText(row(forgotten), "Expired");
        await().until(() -> browser.findAll(hold).isEmpty());
        assertThat(browser.run("return window.untouched")).isEqualTo(true);
    }

    /** Of {@code 0:07}. */
    private static int secondsOf(String left) {
        return Integer.parseInt(left.substring(left.indexOf(':') + 1));
    }

    @Test
    void what_has_the_focus_keeps_it_while_the_page_changes() {
        String first = place();
        browser.awaitText(row(first), "Reserved");
        browser.run("document.getElementById('order-" + first + "').focus()");

        String second = place();
        browser.awaitText(row(second), "Reserved");

        assertThat(browser.focused()).isEqualTo("order-" + first);
    }

    @Test
    void an_order_is_reached_and_looked_back_on_with_keys_only() {
        String bought = place();
        browser.awaitText(row(bought), "Reserved");
        browser.tabTo("#order-" + bought);
        browser.press(Keys.ENTER);
        browser.awaitPath("/orders/" + bought);
        browser.awaitText(".moment", "Version 2 of 2");
        browser.tabTo("#version");

        browser.press(Keys.ARROW_LEFT);

        browser.awaitText(".moment", "Version 1 of 2");
        browser.awaitText(".state", "Placed");
        assertThat(browser.query()).isEqualTo("version=1");
        assertThat(browser.focused()).isEqualTo("version");
    }

    @Test
    void the_slider_shows_the_order_as_it_was_and_the_timeline_how_it_came_to_be() {
        browser.go("/orders/" + order);
        browser.awaitText(".moment", "Version 4 of 4");
        assertThat(browser.find("#at-version tbody").getText()).contains("5.00").contains("sent 1×");
        assertThat(browser.find(".timeline").getText())
                .contains("Placed", "Stock held", "Lines added", "Sent", "by admin", "1 × " + sku);

        browser.run("const slider = document.getElementById('version'); slider.value = 2;"
                + " slider.dispatchEvent(new Event('input', {bubbles: true}))");

        browser.awaitText(".moment", "Version 2 of 4");
        assertThat(browser.find("#at-version tbody").getText()).doesNotContain("5.00");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_page_that_nobody_sees_asks_for_nothing_and_catches_up_when_it_is_seen() {
        visible("hidden");
        await().atMost(PATIENCE).until(() -> Scrape.of(shop).sum("holdfast_dashboard_viewers") == 0);
        String bought = place();

        visible("visible");

        browser.awaitText(row(bought), "Reserved");
        assertThat(browser.complaints()).isEmpty();
    }

    private static void visible(String state) {
        browser.run(
                "Object.defineProperty(document, 'visibilityState', {value: arguments[0], configurable: true});"
                        + " document.dispatchEvent(new Event('visibilitychange'))",
                state);
    }

    @Test
    void the_page_of_an_order_follows_it_without_a_reload() {
        String bought = place();
        browser.go("/orders/" + bought);
        browser.awaitText("#live-text", "Live");
        browser.awaitText(".moment", "Version 2 of 2");
        browser.run("window.untouched = true");

        shop.require(201, ShopRequest.pay(bought, "2.50"));

        browser.awaitText(".moment", "Version 4 of 4");
        browser.awaitText(".state", "Paid");
        browser.awaitText(".timeline", "Paid in full");
        browser.awaitText("#last", "4");
        assertThat(browser.run("return document.getElementById('version').value"))
                .isEqualTo("4");
        assertThat(browser.run("return window.untouched")).isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void who_looks_back_at_an_order_stays_where_he_is_while_it_goes_on() {
        String bought = place();
        browser.go("/orders/" + bought + "?version=1");
        browser.awaitText("#live-text", "Live");

        shop.require(201, ShopRequest.pay(bought, "2.50"));

        browser.awaitText(".timeline", "Paid in full");
        browser.awaitText(".moment", "Version 1 of 4");
        browser.awaitText(".state", "Placed");
        assertThat(browser.run("return document.getElementById('version').value"))
                .isEqualTo("1");
        assertThat(browser.run("return document.getElementById('version').max")).isEqualTo("4");
    }

    @Test
    void the_page_of_an_item_follows_it_without_a_reload() {
        String item = shop.stock("followed", "7");
        browser.go("/stock/" + item);
        browser.awaitText("#live-text", "Live");
        browser.awaitText("[aria-labelledby=h-levels]", "7");
        browser.run("window.untouched = true");

        String buyer = unique("browsed");
        shop.require(201, ShopRequest.place(buyer, new Line(item, "2", "2.50")));
        shop.require(201, ShopRequest.hold(unique("cart"), "PT5M", new Line(item, "1", "0.00")));

        browser.awaitText("[aria-labelledby=h-holds]", buyer);
        browser.awaitText("[aria-labelledby=h-holds]", "Cart cart-");
        browser.awaitText("[aria-labelledby=h-levels] strong", "4");
        browser.awaitText("[aria-labelledby=h-moves]", "Reserved");
        assertThat(browser.run("return window.untouched")).isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_list_is_narrowed_down_and_its_pages_are_turned_with_keys_only() {
        String customer = unique("many");
        AtOnce.rounds(52, 4, i -> shop.require(201, ShopRequest.post("/v1/orders", draft(customer, i))));
        awaitListed(customer, 52);
        browser.go("/orders");
        browser.tabTo("#customerId");
        browser.press(customer, Keys.ENTER);
        browser.awaitText("tbody", customer + "-51");
        assertThat(browser.query()).contains("customerId=" + customer);
        assertThat(browser.run("return document.querySelectorAll('tbody tr').length"))
                .isEqualTo(50L);

        browser.tabTo("a[rel=next]");
        browser.press(Keys.ENTER);

        browser.awaitText(".pager", "The end of the list");
        assertThat(browser.query()).contains("customerId=" + customer);
        assertThat(browser.run("return document.querySelectorAll('tbody tr').length"))
                .isEqualTo(2L);
        browser.tabTo("#status");
        browser.press("Paid");
        browser.tabTo(".filters button");
        browser.press(Keys.ENTER);
        browser.awaitText(".empty", "No order is like that.");
    }

    private static Map<String, Object> draft(String customer, int number) {
        return Map.of(
                "orderId",
                customer + "-" + number,
                "customerId",
                customer,
                "currency",
                "EUR",
                "lines",
                List.of(new Line(sku, "1", "2.50")),
                "place",
                false);
    }

    private static void awaitListed(String customer, int orders) {
        await().untilAsserted(() -> assertThat(
                        shop.require(200, ShopRequest.get("/v1/orders?limit=200&customerId=" + customer))
                                .body()
                                .required("items"))
                .hasSize(orders));
    }

    @Test
    void stock_and_movements_are_listed() {
        String item = unique("listed");
        shop.require(
                201,
                ShopRequest.of(
                        "PUT", "/v1/stock/" + item, Map.of("name", "Listed", "productId", item, "safetyStock", "3")));
        awaitListed(shop.require(201, ShopRequest.receive(item, "5")));
        browser.go("/stock?productId=" + item);
        browser.awaitText("tbody", "In stock");
        awaitListed(shop.require(201, ShopRequest.issue(item, "2")));
        browser.go("/stock?low=true&productId=" + item);
        browser.awaitText("tbody", "Low");

        browser.find("tbody a").click();
        browser.awaitText("h1", "Listed");
        browser.find("[aria-labelledby=h-moves] .foot a").click();

        browser.awaitText("tbody tr:first-child", "Issued");
        browser.awaitText("tbody tr:last-child", "Received");
        assertThat(browser.complaints()).isEmpty();
    }

    /** Lists take in what happened a moment after it did. */
    private static void awaitListed(ShopAnswer change) {
        String position = change.headers().firstValue("X-Position").orElseThrow();
        shop.require(200, ShopRequest.get("/v1/stock").with("X-Min-Position", position));
    }

    @Test
    void an_item_shows_its_balance_its_holders_and_its_movements() {
        browser.go("/stock/" + sku);

        browser.awaitText("h1", sku);
        assertThat(Objects.requireNonNull(browser.find(".chart .line").getAttribute("d")))
                .startsWith("M0 ");
        assertThat(browser.find(".holds").getText()).contains(order);
        assertThat(browser.find("[aria-labelledby=h-moves]").getText()).contains("Received", "Reserved", "+100");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void an_order_and_an_item_are_found_by_name() {
        browser.find("#q").sendKeys(order, Keys.ENTER);
        browser.awaitPath("/orders/" + order);
        browser.find("#q").sendKeys(sku, Keys.ENTER);
        browser.awaitPath("/stock/" + sku);
        browser.find("#q").sendKeys("no-such-thing", Keys.ENTER);
        browser.awaitText("main", "There is no order and no SKU with the name “no-such-thing”.");
    }

    @Test
    void whoever_logs_out_is_out() {
        browser.find(".leave button").click();
        browser.awaitPath("/login");

        browser.go("/");

        browser.awaitPath("/login");
    }

    @Test
    void a_wrong_key_is_said_to_be_wrong() {
        browser.logIn("hf_" + "B".repeat(43));

        browser.awaitText("[role=alert]", "This key is not known here.");
        assertThat(browser.path()).isEqualTo("/login");
    }

    @Test
    void a_phone_shows_every_page_without_scrolling_sideways() {
        browser.size(375, 812);
        for (String page : pages()) {
            browser.go(page);
            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .as(page)
                    .isEqualTo(375L);
        }
    }

    @Test
    void the_pages_are_light_by_day_and_dark_by_night() {
        assertThat(brightness()).isGreaterThan(200);

        browser.dark(true);

        assertThat(brightness()).isLessThan(55);
    }

    /** Of what is behind everything, up to 255. */
    private static double brightness() {
        return ((Number) Objects.requireNonNull(browser.run("""
                        const rgb = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
                        return (rgb[0] + rgb[1] + rgb[2]) / 3;"""))).doubleValue();
    }

    @Test
    void no_page_breaks_a_rule_for_accessible_pages_by_day_and_by_night() throws IOException {
        String axe = axe();
        SoftAssertions all = new SoftAssertions();
        for (boolean dark : List.of(false, true)) {
            browser.dark(dark);
            for (String page : pages()) {
                browser.go(page);
                browser.run(axe);
                all.assertThat(violations()).as("%s, dark: %s", page, dark).isEmpty();
            }
        }
        all.assertAll();
    }

    /** Each page, the log-in too. */
    private static List<String> pages() {
        return List.of(
                "/",
                "/orders",
                "/orders/" + order,
                "/stock",
                "/stock/" + sku,
                "/movements?sku=" + sku,
                "/orders/no-such-order",
                "/login");
    }

    private static String axe() throws IOException {
        try (InputStream script = Objects.requireNonNull(
                BrowserTest.class.getResourceAsStream("/axe.min.js"), "axe-core is not on the class path")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<?> violations() {
        Object found = browser.runUntilCalledBack("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                    .then(result => done(result.violations.map(violation => violation.id + ': '
                        + violation.nodes.map(node => node.html).join(' | '))), error => done(['' + error]));""");
        return (List<?>) Objects.requireNonNull(found);
    }

    @Test
    void no_page_makes_the_browser_complain() {
        for (String page : pages()) {
            browser.go(page);
            browser.run("return document.title");
        }

        // The missing page is answered with 404, which the console tells.
        assertThat(browser.complaints())
                .allSatisfy(complaint ->
                        assertThat(complaint).contains("/orders/no-such-order").contains("404"));
    }

    @Test
    void a_page_that_broke_its_policy_would_be_noticed() {
        browser.run("const style = document.createElement('style'); style.textContent = 'body { color: red }';"
                + " document.head.append(style)");

        assertThat(browser.complaints())
                .anySatisfy(complaint -> assertThat(complaint).contains("Content Security Policy"));
    }

    @Test
    void nothing_is_asked_of_another_host() {
        browser.go("/");

        Object elsewhere = browser.run("return performance.getEntriesByType('resource').map(entry => entry.name)"
                + ".filter(name => !name.startsWith(location.origin))");

        assertThat(elsewhere).isEqualTo(List.of());
        assertThat((Long) browser.run("return performance.getEntriesByType('resource').length"))
                .isGreaterThan(2);
    }
}
