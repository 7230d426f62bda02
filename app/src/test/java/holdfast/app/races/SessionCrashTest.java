package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.races.Sessions.Item;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed again and again while sessions are assigned and orders placed, always on the same data folder. */
@Order(1)
@BesideOthers
class SessionCrashTest {

    private static final int KILLS = Boolean.getBoolean("holdfast.every-crash") ? 4 : 2;
    private static final int WAITERS = 6;
    private static final int ACKNOWLEDGED = 15;
    private static final List<String> TABLES = List.of("table-1", "table-2");

    private final Queue<ShopRequest> assignments = new ConcurrentLinkedQueue<>();
    private final Map<ShopRequest, ShopAnswer> answers = new ConcurrentHashMap<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private String sku = "";

    @Test
    void every_assignment_that_was_started_has_its_items_on_one_order_once(@TempDir Path folder) throws Exception {
        ServiceProcess service = start(folder);
        sku = service.shop().stock("crash", "10000");
        for (int kill = 0; kill < KILLS; kill++) {
            killWhileTheyAssign(service);
            service.close();
            service = start(folder);
        }
        try {
            assertThat(lost).as("assignments that the service died on").isNotEmpty();
            repeatAll(service.shop());
            assertEachOnce(service.shop());
        } finally {
            service.close();
        }
    }

    private static ServiceProcess start(Path folder) throws Exception {
        return ServiceProcess.start(folder.resolve("data"), folder.resolve("service.log"));
    }

    private void killWhileTheyAssign(ServiceProcess service) throws Exception {
        int before = answers.size();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiters = new ArrayList<>();
            for (int i = 0; i < WAITERS; i++) {
                int waiter = i;
                waiters.add(threads.submit(() -> untilItIsGone(service.shop(), waiter)));
            }
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> answers.size() >= before + ACKNOWLEDGED);
            service.kill();
            for (Future<?> waiter : waiters) {
                waiter.get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** Each session has one item, with a price of its own by which it is found again. */
    private void untilItIsGone(Shop shop, int waiter) {
        for (int i = 0; ; i++) {
            ShopRequest assign = null;
            try {
                String user = unique("user");
                shop.require(201, Sessions.open(user));
                assign = Sessions.assign(user, TABLES.get((waiter + i) % TABLES.size()))
                        .withKey(unique("key"));
                shop.require(
                        200,
                        Sessions.replace(user, new Item(sku, "1", numbers.getAndIncrement() + ".00"))
                                .ifMatch(1));
                assignments.add(assign);
                ShopAnswer answer = shop.require(200, assign);
                answers.put(assign, answer);
                if (i % 3 == 2) {
                    shop.send(Sessions.place(answer.text("orderId")));
                }
            } catch (UncheckedIOException killed) {
                if (assign != null && assignments.contains(assign)) {
                    lost.add(assign.path());
                }
                return;
            }
        }
    }

    /** What was answered is answered again, and what was not is answered now. */
    private void repeatAll(Shop shop) {
        for (ShopRequest assignment : assignments) {
            ShopAnswer again = await().atMost(Duration.ofSeconds(30))
                    .until(() -> shop.send(assignment), answer -> answer.status() != 503);
            assertThat(again.outcome()).as("%s", assignment).isEqualTo("200 COMPLETED");
            ShopAnswer first =
                    Optional.ofNullable(answers.put(assignment, again)).orElse(again);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        }
    }

    private void assertEachOnce(Shop shop) {
        Collection<String> orders = new HashSet<>();
        answers.values().forEach(answer -> orders.add(answer.text("orderId")));
        Map<String, List<String>> linesOf = new ConcurrentHashMap<>();
        orders.forEach(order -> linesOf.put(order, lines(shop, order)));
        assertThat(orders).as("some that followed one that was placed").hasSizeGreaterThan(TABLES.size());
        assertThat(linesOf.values().stream().flatMap(List::stream))
                .hasSize(assignments.size())
                .doesNotHaveDuplicates();
        answers.forEach((assignment, answer) -> assertThat(linesOf.get(answer.text("orderId")))
                .as("%s", assignment)
                .contains(answer.body().at("/items/0/unitPrice").asString()));
        TABLES.forEach(table -> shop.require(200, Sessions.tab(table)));
    }

    private static List<String> lines(Shop shop, String order) {
        return shop.order(order)
                .body()
                .required("lines")
                .valueStream()
                .map(line -> line.required("unitPrice").asString())
                .toList();
    }
}
