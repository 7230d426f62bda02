package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
            for (int kill = 0; kill < 2; kill++) {
                int first = kill * CARTS;
                killWhileTheyAsk(service, first);
                service = start();
                finish(service.shop(), first);
            }
            assertAllSettled(service.shop());
        } finally {
            service.close();
        }
    }

    private ServiceProcess start() throws Exception {
        return ServiceProcess.start(
                folder.resolve("data"), folder.resolve("service.log"), "--holdfast.commands.lanes=3");
    }

    private void killWhileTheyAsk(ServiceProcess service, int first) throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(CUSTOMERS)) {
            List<Future<?>> running = IntStream.range(first, first + CARTS)
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
        Line[] lines = skus.stream().map(sku -> new Line(sku, "1", "2.00")).toArray(Line[]::new);
        String cart = "cart-" + number;
        shop.require(201, ShopRequest.hold(cart, "PT1H", lines).withKey("hold-" + number));
        if (number % 3 == 0) {
            shop.require(200, ShopRequest.commitHold(cart).withKey("commit-" + number));
        } else {
            shop.require(
                    201, ShopRequest.takeOver("order-" + number, cart, lines).withKey("order-" + number));
        }
    }

    private void finish(Shop shop, int first) {
        AtOnce.rounds(CARTS, CUSTOMERS, i -> shop(shop, first + i));
    }

    private void assertAllSettled(Shop shop) {
        for (int number = 0; number < 2 * CARTS; number++) {
            ShopAnswer cart = shop.require(200, ShopRequest.get("/v1/reservations/cart-" + number));
            assertThat(cart.text("status")).isEqualTo("COMMITTED");
            if (number % 3 != 0) {
                assertThat(cart.text("orderId")).isEqualTo("order-" + number);
                assertThat(shop.order("order-" + number).text("status")).isEqualTo("RESERVED");
            }
        }
        int sold = 2 * CARTS / 3;
        int reserved = 2 * CARTS - sold;
        for (String sku : skus) {
            shop.awaitLevel(sku, new Level("" + (STOCK - sold), "" + reserved, "" + (STOCK - sold - reserved)));
            shop.awaitConserved(sku);
        }
    }
}
