package holdfast.app.races;

import static holdfast.app.races.StockCommandsTest.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed while goods are on their way. */
@Order(2)
@BesideOthers
class TransferCrashTest {

    private static final int CALLERS = 6;
    private static final int KILLS = 2;
    private static final int EACH = 25;

    @TempDir
    Path folder;

    private final Map<ShopRequest, ShopAnswer> answers = new ConcurrentHashMap<>();

    @Test
    void nothing_is_lost_and_nothing_arrives_twice() throws Exception {
        ServiceProcess service = start();
        try {
            String sku = service.shop().stock("crash", "1000");
            int asked = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                List<ShopRequest> requests = IntStream.range(0, CALLERS * EACH)
                        .mapToObj(
                                i -> transfer(sku, "main", "shop-" + i % 2, "1").withKey(Shop.unique("key")))
                        .toList();
                asked += requests.size();
                killWhileTheyAsk(service, requests);
                service = start();
                repeat(service.shop(), requests);
            }
            assertAllArrived(service.shop(), sku, asked);
        } finally {
            service.close();
        }
    }

    private ServiceProcess start() throws Exception {
        return ServiceProcess.start(folder.resolve("data"), folder.resolve("service.log"));
    }

    private void killWhileTheyAsk(ServiceProcess service, List<ShopRequest> requests) throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = requests.stream()
                    .<Future<?>>map(request -> threads.submit(() -> ask(service.shop(), request, answered)))
                    .toList();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> answered.get() >= requests.size() / 3);
            service.kill();
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(answered.get()).as("killed in the middle").isLessThan(requests.size());
    }

    private void ask(Shop shop, ShopRequest request, AtomicInteger answered) {
        try {
            answers.put(request, shop.require(201, request));
            answered.incrementAndGet();
        } catch (UncheckedIOException died) {
            // asked again after the start
        }
    }

    private void repeat(Shop shop, List<ShopRequest> requests) {
        AtOnce.rounds(requests.size(), CALLERS, i -> {
            ShopAnswer again = shop.require(201, requests.get(i));
            ShopAnswer first = answers.putIfAbsent(requests.get(i), again);
            if (first != null) {
                assertThat(again.isReplayed()).isTrue();
                assertThat(again.body()).isEqualTo(first.body());
            }
        });
    }

    private void assertAllArrived(Shop shop, String sku, int asked) {
        ShopAnswer end = shop.require(200, ShopRequest.get("/v1/stock/" + sku));
        assertThat(end.text("onHand")).isEqualTo("1000");
        assertThat(end.text("inTransit")).isEqualTo("0");
        assertThat(end.body().at("/locations/0/onHand").asString()).isEqualTo(String.valueOf(1000 - asked));
        assertThat(answers.values().stream()
                        .map(answer -> Objects.requireNonNull(answer).text("transferId")))
                .hasSize(asked)
                .doesNotHaveDuplicates();
        shop.awaitConserved(sku);
    }
}
