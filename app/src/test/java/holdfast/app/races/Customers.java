package holdfast.app.races;

import holdfast.app.races.ShopRequest.Line;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Customers and tills who go on until the service is gone, each request under a key of its own. */
final class Customers {

    /** The payment window of half of the orders. */
    static final String SHORT_WINDOW = "PT5S";

    private static final int MOST_VISITS = 200;

    /** A request, and its answer unless the service died before. */
    record Sent(ShopRequest request, @Nullable ShopAnswer answer) {}

    private final List<String> skus;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();

    Customers(List<String> skus) {
        this.skus = skus;
    }

    /** Everything that was asked for, in no particular order. */
    Collection<Sent> sent() {
        return sent;
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** One customer after the other, until nobody answers any more. */
    void visit(Shop shop, Random random) {
        for (int visit = 0; visit < MOST_VISITS; visit++) {
            if (!(visit % 4 == 3 ? atTheCounter(shop, random) : order(shop, random))) {
                return;
            }
        }
    }

    private boolean atTheCounter(Shop shop, Random random) {
        String sku = anyOf(random);
        ShopRequest request = random.nextInt(3) == 0 ? ShopRequest.receive(sku, "1") : ShopRequest.issue(sku, "1");
        return send(shop, request).isPresent();
    }

    private boolean order(Shop shop, Random random) {
        Optional<ShopAnswer> placed = send(shop, placing(random));
        if (placed.isEmpty() || placed.get().status() != 201) {
            return placed.isPresent();
        }
        String orderId = placed.get().text("orderId");
        return switch (random.nextInt(8)) {
            case 0 -> send(shop, ShopRequest.cancel(orderId)).isPresent();
            case 1, 2, 3 -> true; // never pays
            default ->
                send(shop, ShopRequest.pay(orderId, placed.get().text("total"))).isPresent();
        };
    }

    private ShopRequest placing(Random random) {
        Line[] lines = random.ints(1 + random.nextInt(3), 0, skus.size())
                .mapToObj(sku -> new Line(skus.get(sku), "" + (1 + random.nextInt(2)), "2.50"))
                .toArray(Line[]::new);
        ShopRequest placing =
                ShopRequest.place(Shop.unique("crash"), random.nextBoolean() ? SHORT_WINDOW : "PT15M", lines);
        return random.nextInt(5) == 0 ? placing.with("Prefer", "respond-async") : placing;
    }

    private String anyOf(Random random) {
        return skus.get(random.nextInt(skus.size()));
    }

    private Optional<ShopAnswer> send(Shop shop, ShopRequest request) {
        ShopRequest keyed = request.withKey(Shop.unique("key"));
        try {
            ShopAnswer answer = shop.send(keyed);
            sent.add(new Sent(keyed, answer));
            acknowledged.incrementAndGet();
            return Optional.of(answer);
        } catch (UncheckedIOException killed) {
            sent.add(new Sent(keyed, null));
            return Optional.empty();
        }
    }
}
