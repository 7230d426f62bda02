package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed while carts are held, committed and taken over by orders. It has three lanes, so a cart, its
 * items and its order have commits of their own, with a crash between any two of them.
 */
@BesideOthers
class CartCrashTest {

    private static final int CUSTOMERS = 6;
    private static final int CARTS = 60;
    private static final int STOCK = 1_000;

    @TempDir
    Path folder;

    private final List<String> skus =
            IntStream.range(0, 3).mapToObj(i -> "sku-" + i).toList();

    @Test
    void every_cart_ends_once_and_no_stock_is_lost_or_kept() throws Exception {
        ServiceProcess service = start();
        try {
            for (String sku : skus) {
                service.shop().require(201, ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of()));
                service.shop().require(201, ShopRequest.receive(sku, "" + STOCK));
            }
            service.shop().require(201, ShopRequest.hold("overdue", "PT6S", line("sku-0")));
            killWhileTheyAsk(service);
            service = start();
            finish(service.shop());
            assertAllSettled(service.shop());
            assertReleased(service.shop(), "overdue");
        } finally {
            service.close();
        }
    }

    private ServiceProcess start() throws Exception {
        return ServiceProcess.start(
                folder.resolve("data"), folder.resolve("service.log"), "--holdfast.commands.lanes=3");
    }

    private void killWhileTheyAsk(ServiceProcess service) throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(CUSTOMERS)) {
            List<Future<?>> running = IntStream.range(0, CARTS)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> tryToShop(service.shop(), number, done)))
                    .toList();
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> done.get() >= CARTS / 3);
            service.kill();
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(done.get()).as("killed in the middle").isLessThan(CARTS);
    }

    private void tryToShop(Shop shop, int number, AtomicInteger done) {
        try {
            shop(shop, number);
            done.incrementAndGet();
        } catch (UncheckedIOException died) {
            // asked again after the start
        }
    }

    /** Two of three carts become orders, one is committed as it is; each request can be repeated as it is. */
    private void shop(Shop shop, int number) {
        Line[] lines = skus.stream().map(CartCrashTest::line).toArray(Line[]::new);
        String cart = "cart-" + number;
        shop.require(201, ShopRequest.hold(cart, "PT1H", lines).withKey("hold-" + number));
        if (number % 3 == 0) {
            shop.require(200, ShopRequest.commitHold(cart).withKey("commit-" + number));
        } else {
            shop.require(
                    201, ShopRequest.takeOver("order-" + number, cart, lines).withKey("order-" + number));
        }
    }

    private void finish(Shop shop) {
        AtOnce.rounds(CARTS, CUSTOMERS, i -> shop(shop, i));
    }

    private static Line line(String sku) {
        return new Line(sku, "1", "2.00");
    }

    /** Without anybody asking for it: it was overdue when the service came back, or soon after. */
    private static void assertReleased(Shop shop, String cart) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> shop.require(200, ShopRequest.get("/v1/movements?sku=sku-0&limit=200"))
                        .body()
                        .at("/items")
                        .valueStream()
                        .anyMatch(row -> row.required("kind").asString().equals("RELEASED")
                                && row.required("reference").asString().equals(cart)));
    }

    private void assertAllSettled(Shop shop) {
        for (int number = 0; number < CARTS; number++) {
            ShopAnswer cart = shop.require(200, ShopRequest.get("/v1/reservations/cart-" + number));
            assertThat(cart.text("status")).isEqualTo("COMMITTED");
            if (number % 3 != 0) {
                assertThat(cart.text("orderId")).isEqualTo("order-" + number);
                assertThat(shop.order("order-" + number).text("status")).isEqualTo("RESERVED");
            }
        }
        int sold = CARTS / 3;
        int reserved = CARTS - sold;
        for (String sku : skus) {
            shop.awaitLevel(sku, new Level("" + (STOCK - sold), "" + reserved, "" + (STOCK - sold - reserved)));
            shop.awaitConserved(sku);
        }
    }
}
