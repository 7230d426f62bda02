package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The service is told to end (SIGTERM) while 50 callers order and pay, some follow the feed, one of them without taking any
 * of it, and some look at pages.
 */
@Isolated("it ends within seconds")
class GracefulShutdownTest {

    private static final int CALLERS = 50;
    private static final int READERS = 5;
    private static final int STOCK = 100_000;
    private static final Duration PROMISED = Duration.ofSeconds(5);

    @TempDir
    static Path folder;

    private static final Map<ShopRequest, ShopAnswer> ANSWERS = new ConcurrentHashMap<>();
    private static final Map<ShopRequest, IOException> FAILURES = new ConcurrentHashMap<>();
    private static final List<FeedClient> FEED = new ArrayList<>();
    private static final List<LiveClient> PAGES = new ArrayList<>();
    private static String sku = "";
    private static Duration took = Duration.ZERO;

    @BeforeAll
    static void stopUnderLoad() throws Exception {
        try (ServiceProcess service = start();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Shop shop = service.shop();
            sku = shop.stock("shutdown", "" + STOCK);
            StalledClient stalled = StalledClient.open(shop);
            StalledClient.fillBuffers(shop);
            for (int i = 0; i < READERS; i++) {
                FEED.add(FeedClient.open(shop, "", null));
            }
            for (String page : List.of("/live", "/orders/o-1/live", "/stock/" + sku + "/live")) {
                PAGES.add(LiveClient.open(shop, page));
            }
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calls.add(callers.submit(() -> orderAndPay(shop)));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> ANSWERS.size() > 10 * CALLERS);
            took = service.terminate();
            for (Future<?> call : calls) {
                call.get(60, TimeUnit.SECONDS);
            }
            assertThat(stalled.ids()).hasSizeLessThan(FEED.getFirst().ids().size());
        }
    }

    private static ServiceProcess start() throws IOException {
        return ServiceProcess.start(folder.resolve("data"), folder.resolve("service.log"));
    }

    private static void orderAndPay(Shop shop) {
        boolean served = true;
        while (served) {
            String orderId = Shop.unique("shutdown");
            served = isServed(shop, ShopRequest.place(orderId, new Line(sku, "1", "2.00")))
                    && isServed(shop, ShopRequest.pay(orderId, "2.00"));
        }
    }

    private static boolean isServed(Shop shop, ShopRequest request) {
        ShopRequest keyed = request.withKey(Shop.unique("key"));
        try {
            ShopAnswer answer = shop.send(keyed);
            ANSWERS.put(keyed, answer);
            return answer.status() == 201;
        } catch (UncheckedIOException e) {
            FAILURES.put(keyed, e.getCause());
            return false;
        }
    }

    private static Stream<ShopAnswer> refused() {
        return ANSWERS.values().stream().filter(answer -> answer.status() != 201);
    }

    @Test
    void it_ends_within_five_seconds() {
        assertThat(took).isLessThan(PROMISED);
    }

    @Test
    void each_caller_got_an_answer_or_was_refused() {
        assertThat(FAILURES.values()).allSatisfy(failure -> assertThat(failure).isInstanceOf(ConnectException.class));
        assertThat(refused()).allSatisfy(answer -> {
            assertThat(answer.outcome()).isEqualTo("503 unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        assertThat(refused().count() + FAILURES.size()).isEqualTo(CALLERS);
    }

    @Test
    void readers_of_the_feed_saw_a_clean_end() throws InterruptedException {
        for (FeedClient reader : FEED) {
            assertThat(reader.endedWithin(PROMISED)).isTrue();
            assertThat(reader.endedCleanly()).isTrue();
        }
    }

    @Test
    void viewers_of_the_pages_saw_a_clean_end() {
        PAGES.forEach(page -> page.awaitEnd(PROMISED));
    }

    @Test
    void the_database_was_stopped_in_order() throws IOException {
        assertThat(folder.resolve("data/postgres/PG_VERSION")).exists();
        try (Stream<Path> files = Files.list(folder.resolve("data/postgres"))) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("postmaster.pid");
        }
        assertThat(Files.readString(folder.resolve("service.log"))).doesNotContain("ERROR");
    }

    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_doubled() throws IOException {
        try (ServiceProcess service = start()) {
            Shop shop = service.shop();
            askAgain(shop, ANSWERS.keySet());
            askAgain(shop, FAILURES.keySet());

            long paid = Stream.concat(ANSWERS.keySet().stream(), FAILURES.keySet().stream())
                    .filter(request -> request.path().endsWith("/payments"))
                    .count();
            long held = Stream.concat(ANSWERS.keySet().stream(), FAILURES.keySet().stream())
                            .filter(request -> request.path().equals("/v1/orders"))
                            .count()
                    - paid;
            shop.awaitLevel(sku, new Level("" + (STOCK - paid), "" + held, "" + (STOCK - paid - held)));
            shop.awaitConserved(sku);
        }
    }

    private static void askAgain(Shop shop, Collection<ShopRequest> requests) {
        List<ShopRequest> all = List.copyOf(requests);
        AtOnce.rounds(all.size(), 8, i -> {
            ShopAnswer again = shop.require(201, all.get(i));
            ShopAnswer first = ANSWERS.get(all.get(i));
            if (first != null && first.status() == 201) {
                assertThat(again.isReplayed()).isTrue();
                assertThat(again.body()).isEqualTo(first.body());
            }
        });
    }
}
