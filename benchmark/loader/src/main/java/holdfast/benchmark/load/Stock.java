package holdfast.benchmark.load;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** All items of one service: makes them, and compares what the service says of them with what was answered. */
public final class Stock {

    private static final int AT_A_TIME = 16;
    private static final long SUPPLY = 100_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long PAUSE_MILLIS = 100;

    private final Endpoint endpoint;
    private final List<Item> items = new ArrayList<>();

    public Stock(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Makes items with more stock than any run can use up. */
    public List<Item> make(String prefix, int count) throws InterruptedException {
        List<Item> made = IntStream.range(0, count)
                .mapToObj(number -> new Item(prefix + "-" + number))
                .toList();
        forAll(made, (connection, item) -> {
            supply(connection, item);
            return true;
        });
        items.addAll(made);
        return made;
    }

    /**
     * Compares every item that has changed since the last time. A sale may reach the stock a little after the payment
     * was answered, so an item gets some seconds to become right.
     */
    public StockCheck check() throws InterruptedException {
        List<Item> changed = items.stream().filter(Item::takeChanged).toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Item> wrong = wrong(changed);
        while (!wrong.isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.sleep(PAUSE_MILLIS);
            wrong = wrong(wrong);
        }
        return new StockCheck(changed.size(), wrong.stream().map(this::describe).toList());
    }

    private List<Item> wrong(List<Item> candidates) throws InterruptedException {
        return forAll(candidates, (connection, item) -> !isRight(connection, item));
    }

    private static void supply(Connection connection, Item item) throws IOException {
        String path = "/v1/stock/" + item.sku();
        require(connection.put(path, "{\"name\":\"Item\",\"unit\":\"pcs\",\"scale\":0}"));
        require(connection.post(path + "/receipts", "{\"quantity\":\"" + SUPPLY + "\"}"));
        item.receive(SUPPLY);
    }

    private static void require(Reply reply) {
        if (reply.status() != 200 && reply.status() != 201) {
            throw new IllegalStateException("Stock cannot be made: " + reply.status() + " " + reply.text());
        }
    }

    private static boolean isRight(Connection connection, Item item) throws IOException {
        JsonNode body = Json.read(connection.get("/v1/stock/" + item.sku()));
        return isNumber(body.path("onHand"), item.onHand()) && isNumber(body.path("reserved"), item.reserved());
    }

    private static boolean isNumber(JsonNode node, long expected) {
        return node.isString() && new BigDecimal(node.asString()).compareTo(BigDecimal.valueOf(expected)) == 0;
    }

    private String describe(Item item) {
        try (Connection connection = endpoint.connect()) {
            JsonNode body = Json.read(connection.get("/v1/stock/" + item.sku()));
            return "%s has %s on hand and %s reserved, not %d and %d"
                    .formatted(item.sku(), body.path("onHand"), body.path("reserved"), item.onHand(), item.reserved());
        } catch (IOException e) {
            return item.sku() + " cannot be read: " + e;
        }
    }

    /** Answers the items for which the action says true. */
    private List<Item> forAll(List<Item> all, Action action) throws InterruptedException {
        ConcurrentLinkedQueue<Item> queue = new ConcurrentLinkedQueue<>(all);
        List<Callable<List<Item>>> workers = Stream.<Callable<List<Item>>>generate(() -> () -> work(queue, action))
                .limit(AT_A_TIME)
                .toList();
        return Crowd.doAll(workers).stream().flatMap(List::stream).toList();
    }

    private List<Item> work(ConcurrentLinkedQueue<Item> queue, Action action) throws IOException {
        try (Connection connection = endpoint.connect()) {
            List<Item> found = new ArrayList<>();
            for (Item item = queue.poll(); item != null; item = queue.poll()) {
                if (action.on(connection, item)) {
                    found.add(item);
                }
            }
            return found;
        }
    }

    private interface Action {
        boolean on(Connection connection, Item item) throws IOException;
    }
}
