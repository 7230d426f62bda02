package holdfast.app.races;

import holdfast.app.races.ShopRequest.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the pictures of the README: {@code -Dholdfast.screenshots=docs/images}, relative to the module. */
@EnabledIfSystemProperty(
        named = "holdfast.screenshots",
        matches = ".+",
        disabledReason = "makes pictures, and only when asked to")
class ScreenshotsTest {

    private static final int MOST_PIXELS_DOWN = 2400;

    private static final List<Line> GOODS = List.of(
            new Line("beans", "1.25", "12.50"),
            new Line("cups", "10", "0.20"),
            new Line("mug-red", "2", "14.00"),
            new Line("filter", "3", "4.50"),
            new Line("oat-milk", "1.5", "2.40"));

    @Test
    void pages_of_a_small_shop() throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("holdfast.screenshots")));
        try (RunningService service = RunningService.start();
                Browser browser = Browser.open(service.shop().service())) {
            trade(service.shop());
            spreadOverTheHour(service.part(JdbcClient.class));
            browser.dark(false);
            browser.logIn(service.shop().key());
            browser.awaitText("#live-text", "Live");
            browser.awaitText("#commands", "ms");
            save(browser, 1280, folder.resolve("dashboard.png"));
            browser.dark(true);
            browser.go("/");
            browser.awaitText("#live-text", "Live");
            save(browser, 1280, folder.resolve("dashboard-dark.png"));
            browser.go("/orders/table-4");
            browser.awaitText("#live-text", "Live");
            save(browser, 1280, folder.resolve("order-dark.png"));
            browser.dark(false);
            browser.go("/orders");
            save(browser, 1280, folder.resolve("orders.png"));
            browser.go("/stock/beans");
            browser.awaitText("#live-text", "Live");
            save(browser, 1280, folder.resolve("stock.png"));
            browser.size(375, 812);
            browser.go("/");
            browser.awaitText("#live-text", "Live");
            save(browser, 375, folder.resolve("dashboard-phone.png"));
        }
    }

    private static void trade(Shop shop) {
        item(shop, "beans", "Beans", "kg", 2, "120.5", "5");
        item(shop, "cups", "Paper cups", "pcs", 0, "900", "50");
        item(shop, "mug-red", "Mug, red", "pcs", 0, "24", "2");
        item(shop, "filter", "Filter papers", "pcs", 0, "40", "12");
        item(shop, "oat-milk", "Oat milk", "l", 1, "9", "6");
        item(shop, "grinder", "Hand grinder", "pcs", 0, "1", "0");
        for (int i = 1; i <= 24; i++) {
            serve(shop, i);
        }
        shop.send(ShopRequest.place("web-1065", new Line("grinder", "1", "89.00")));
        shop.send(ShopRequest.place("web-1066", new Line("grinder", "1", "89.00")));
        shop.require(201, ShopRequest.place("table-4", GOODS.get(0), GOODS.get(2)));
        shop.require(201, ShopRequest.addLines("table-4", GOODS.get(1)));
        shop.require(200, ShopRequest.send("table-4"));
        shop.send(ShopRequest.comp("table-4", "3").ifMatch(2));
        shop.require(200, ShopRequest.comp("table-4", "3").ifMatch(4));
        shop.require(201, ShopRequest.pay("table-4", "20.00"));
        shop.require(201, ShopRequest.hold("basket-7", "PT4M", new Line("beans", "0.5", "0"), GOODS.get(3)));
        shop.require(200, ShopRequest.get("/v1/audit/conservation"));
    }

    private static void serve(Shop shop, int number) {
        String order = "web-" + (1040 + number);
        ShopAnswer placed = shop.send(placing(order, number));
        if (placed.status() == 201 && number % 3 != 0) {
            shop.send(ShopRequest.pay(order, placed.text("total")));
        }
        if (placed.status() == 201 && number % 6 == 1) {
            shop.send(ShopRequest.pay(order, placed.text("total")));
        }
        if (number % 8 == 2) {
            shop.send(ShopRequest.post("/v1/orders/" + order + "/complete", Map.of()));
        }
        if (number % 9 == 0) {
            shop.send(ShopRequest.cancel(order));
        }
    }

    private static ShopRequest placing(String order, int number) {
        return ShopRequest.post(
                "/v1/orders",
                Map.of(
                        "orderId",
                        order,
                        "customerId",
                        "c-" + (100 + number * 7 % 23),
                        "currency",
                        "EUR",
                        "lines",
                        List.of(GOODS.get(number % 5)),
                        "paymentWindow",
                        "PT" + (2 + number % 13) + "M"));
    }

    /** The same orders as if they had come one after the other: a shop is not filled within a second. */
    private static void spreadOverTheHour(JdbcClient jdbc) {
        Map<String, Object> sums = jdbc.sql("select sum(placed) as placed, sum(paid) as paid, sum(rejected) as rejected"
                        + " from order_minute")
                .query()
                .singleRow();
        jdbc.sql("delete from order_minute").update();
        sums.forEach((column, sum) -> {
            for (int i = 0; i < ((Number) sum).intValue(); i++) {
                long ago = (i * (long) i * 5L + i * 11L + column.length()) % 58;
                jdbc.sql(
                                "insert into order_minute values (date_trunc('minute', now()) - ? * interval '1 minute', 0, 0, 0, 0)"
                                        + " on conflict do nothing")
                        .param(ago)
                        .update();
                jdbc.sql("update order_minute set " + column + " = " + column
                                + " + 1 where minute = date_trunc('minute', now()) - ? * interval '1 minute'")
                        .param(ago)
                        .update();
            }
        });
    }

    private static void item(
            Shop shop, String sku, String name, String unit, int scale, String quantity, String safetyStock) {
        Map<String, Object> definition = Map.of("name", name, "unit", unit, "scale", scale, "safetyStock", safetyStock);
        shop.require(201, ShopRequest.of("PUT", "/v1/stock/" + sku, definition));
        shop.require(201, ShopRequest.receive(sku, quantity));
    }

    private static void save(Browser browser, int width, Path file) throws IOException {
        long height = (Long) Objects.requireNonNull(browser.run("return document.documentElement.scrollHeight"));
        byte[] png = Base64.getDecoder().decode(browser.picture(width, (int) Math.min(height, MOST_PIXELS_DOWN)));
        ImageIO.write(SmallPicture.of(ImageIO.read(new ByteArrayInputStream(png))), "png", file.toFile());
    }
}
