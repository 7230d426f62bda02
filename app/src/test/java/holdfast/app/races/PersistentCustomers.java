package holdfast.app.races;

import holdfast.app.races.ShopRequest.Line;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Customers who ask any node, and another one with the same key until one of them answers. */
final class PersistentCustomers implements AutoCloseable {

    /** The payment window of half of the orders. */
    static final String SHORT_WINDOW = "PT3S";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long BETWEEN_VISITS_MILLIS = 20;
    private static final long BEFORE_ASKING_AGAIN_MILLIS = 50;

    /** Most are careful: they avoid a node that is known not to answer, as behind a load balancer. */
    private record Customer(Random random, boolean careful) {}

    /** One attempt; the outcome is that of the answer or the kind of failure. */
    record Attempt(int node, Instant begun, Duration took, String outcome, boolean retryAfter) {}

    private final NodeProcesses nodes;
    private final List<String> skus;
    private final Map<ShopRequest, ShopAnswer> answers = new ConcurrentHashMap<>();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> customers = new ArrayList<>();
    private volatile boolean shopping = true;
    private volatile int avoided = -1;

    PersistentCustomers(NodeProcesses nodes, List<String> skus, int count) {
        this.nodes = nodes;
        this.skus = skus;
        for (int i = 0; i < count; i++) {
            Customer customer = new Customer(new Random(i), i % 3 > 0);
            customers.add(threads.submit(() -> shop(customer)));
        }
    }

    /** The definite answer to each request. */
    Map<ShopRequest, ShopAnswer> answers() {
        return answers;
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Lets the careful ones know of a node that does not answer; -1 for none. */
    void avoid(int node) {
        avoided = node;
    }

    /** Lets those who have begun get their answers. */
    void goHome() throws Exception {
        shopping = false;
        for (Future<?> customer : customers) {
            customer.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void shop(Customer customer) {
        Random random = customer.random();
        for (int visit = 0; shopping; visit++) {
            if (visit % 4 == 3) {
                String sku = skus.get(random.nextInt(skus.size()));
                ask(random.nextInt(3) == 0 ? ShopRequest.receive(sku, "1") : ShopRequest.issue(sku, "1"), customer);
            } else {
                order(customer);
            }
            pause(BETWEEN_VISITS_MILLIS);
        }
    }

    private void order(Customer customer) {
        Random random = customer.random();
        Line[] lines = random.ints(1 + random.nextInt(3), 0, skus.size())
                .distinct()
                .mapToObj(sku -> new Line(skus.get(sku), "" + (1 + random.nextInt(2)), "2.50"))
                .toArray(Line[]::new);
        ShopAnswer placed = ask(
                ShopRequest.place(Shop.unique("order"), random.nextBoolean() ? SHORT_WINDOW : "PT15M", lines),
                customer);
        if (placed.status() == 201) {
            String orderId = placed.text("orderId");
            switch (random.nextInt(8)) {
                case 0 -> ask(ShopRequest.cancel(orderId), customer);
                case 1, 2, 3 -> {} // never pays
                default -> ask(ShopRequest.pay(orderId, placed.text("total")), customer);
            }
        }
    }

    private ShopAnswer ask(ShopRequest request, Customer customer) {
        ShopRequest keyed = request.withKey(Shop.unique("key"));
        Instant begun = Instant.now();
        while (Duration.between(begun, Instant.now()).compareTo(PATIENCE) < 0) {
            ShopAnswer answer = attempt(keyed, nodeFor(customer));
            if (answer != null) {
                answers.put(keyed, answer);
                return answer;
            }
            pause(BEFORE_ASKING_AGAIN_MILLIS);
        }
        throw new AssertionError("Nobody answered within " + PATIENCE + ": " + keyed);
    }

    private int nodeFor(Customer customer) {
        int node = customer.random().nextInt(NodeProcesses.COUNT);
        return customer.careful() && node == avoided ? (node + 1) % NodeProcesses.COUNT : node;
    }

    private @Nullable ShopAnswer attempt(ShopRequest request, int node) {
        Shop shop = nodes.shop(node);
        if (shop == null) {
            return null;
        }
        Instant begun = Instant.now();
        try {
            ShopAnswer answer = shop.send(request);
            record(node, begun, answer.outcome(), answer.header("Retry-After") != null);
            // Below these the answer is one for good, or the test has found a fault: then it is in the attempts.
            return answer.status() >= 500 || answer.outcome().equals("409 request-in-flight") ? null : answer;
        } catch (UncheckedIOException e) {
            record(node, begun, String.valueOf(e.getCause()), false);
            return null;
        }
    }

    private void record(int node, Instant begun, String outcome, boolean retryAfter) {
        attempts.add(new Attempt(node, begun, Duration.between(begun, Instant.now()), outcome, retryAfter));
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        shopping = false;
        threads.shutdownNow();
    }
}
