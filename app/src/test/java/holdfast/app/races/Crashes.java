package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.Customers.Sent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Kills a service while customers shop, starts it again on the same data folder, and remembers what everybody got. */
final class Crashes implements AutoCloseable {

    private static final int CUSTOMERS = 6;

    private final Map<ShopRequest, ShopAnswer> answers = new ConcurrentHashMap<>();
    private final Queue<Sent> repeats = new ConcurrentLinkedQueue<>();
    private final Set<ShopRequest> unanswered = ConcurrentHashMap.newKeySet();
    private final List<Duration> firstPlacings = new ArrayList<>();
    private final Path folder;
    private final String[] settings;
    private ServiceProcess service;
    private Instant killed = Instant.EPOCH;
    private Instant started = Instant.EPOCH;

    Crashes(Path folder, String... settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.service = ServiceProcess.start(folder.resolve("data"), folder.resolve("service.log"), settings);
    }

    Shop shop() {
        return service.shop();
    }

    /** What each request got before the crash, or when it was first repeated after it. */
    Map<ShopRequest, ShopAnswer> answers() {
        return answers;
    }

    /** The later repeats of answered requests. */
    Collection<Sent> repeats() {
        return repeats;
    }

    /** The requests that the service died on. */
    Set<ShopRequest> unanswered() {
        return unanswered;
    }

    /** How long the first order after each start waited for its stock. */
    List<Duration> firstPlacings() {
        return firstPlacings;
    }

    Instant lastKill() {
        return killed;
    }

    Instant lastStart() {
        return started;
    }

    /** Lets customers shop and kills the service after that many answers. */
    Collection<Sent> killWhileTheyShop(List<String> skus, int acknowledged, int seed) throws Exception {
        Customers customers = new Customers(skus);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> visits = new ArrayList<>();
            for (int i = 0; i < CUSTOMERS; i++) {
                Random random = new Random(100L * seed + i);
                visits.add(threads.submit(() -> customers.visit(service.shop(), random)));
            }
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> customers.acknowledged() >= acknowledged);
            service.kill();
            killed = Instant.now();
            for (Future<?> visit : visits) {
                visit.get(60, TimeUnit.SECONDS);
            }
        }
        customers.sent().stream()
                .filter(sent -> sent.answer() != null)
                .forEach(sent -> answers.put(sent.request(), Objects.requireNonNull(sent.answer())));
        return customers.sent();
    }

    /** Starts it again and places an order at once. */
    void restart(ShopRequest firstPlacing) throws IOException {
        service = ServiceProcess.start(folder.resolve("data"), folder.resolve("service.log"), settings);
        started = Instant.now();
        answers.put(firstPlacing, service.shop().require(201, firstPlacing));
        firstPlacings.add(Duration.between(started, Instant.now()));
    }

    /** Everybody asks again with the same keys, several at a time, until each has an answer. */
    void repeat(Collection<Sent> sent) {
        List<Sent> all = List.copyOf(sent);
        AtOnce.rounds(all.size(), CUSTOMERS, i -> {
            ShopRequest request = all.get(i).request();
            ShopAnswer again = await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> service.shop().send(request), Predicate.not(Crashes::isPending));
            if (all.get(i).answer() == null) {
                unanswered.add(request);
                answers.put(request, again);
            } else {
                repeats.add(new Sent(request, again));
            }
        });
    }

    /** At least so many of the answered requests were repeated, and each was answered as before. */
    void assertRepeatsAreTheSame(int least) {
        assertThat(repeats).hasSizeGreaterThanOrEqualTo(least).allSatisfy(repeat -> {
            ShopAnswer first = Objects.requireNonNull(answers.get(repeat.request()));
            ShopAnswer again = Objects.requireNonNull(repeat.answer());
            assertThat(again.status()).as("%s: %s", repeat.request(), first).isEqualTo(first.status());
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(again.isReplayed()).isTrue();
        });
    }

    /** The service died on some requests, and each got an answer when it was repeated that it may have had before. */
    void assertUnansweredAreResolved() {
        assertThat(unanswered)
                .isNotEmpty()
                .allSatisfy(request -> assertThat(
                                Objects.requireNonNull(answers.get(request)).outcome())
                        .isIn(
                                "200 CANCELLED",
                                "201",
                                "201 RESERVED",
                                "201 PAID",
                                "202 PLACED",
                                "409 insufficient-stock",
                                "409 reservation-expired"));
    }

    private static boolean isPending(ShopAnswer answer) {
        return answer.status() == 503 || answer.outcome().equals("409 request-in-flight");
    }

    void repeatAll() {
        repeat(answers.entrySet().stream()
                .map(entry -> new Sent(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** An order that was asked for. */
    record Placing(String orderId, boolean isShort, ShopAnswer answer) {}

    Stream<Placing> placings() {
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().path().equals("/v1/orders"))
                .map(entry -> new Placing(
                        entry.getKey().field("orderId"),
                        entry.getKey().field("paymentWindow").equals(Customers.SHORT_WINDOW),
                        entry.getValue()));
    }

    /** The last deadline of a short payment window. */
    Instant lastDeadline() {
        return placings()
                .filter(placing -> placing.isShort() && placing.answer().status() < 300)
                .map(placing -> placing.answer().time("paymentDueAt"))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public void close() {
        service.close();
    }
}
