import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Thousands of orders at a moderate rate: most are paid, some are not, and now and then somebody gets it wrong. */
final class BusyDay implements Scene {

    private static final long NANOS = 1_000_000_000L;
    /** The first numbers of neighbouring seeds are much alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** What the shop sells; it is refilled but for what is rare, which sells out. */
    private record Item(String sku, String name, String price, boolean rare) {}

    private static final List<Item> ITEMS = List.of(
            new Item("espresso", "Espresso beans", "12.50", false),
            new Item("filter", "Filter beans", "11.00", false),
            new Item("croissant", "Croissant", "2.40", false),
            new Item("baguette", "Baguette", "3.10", false),
            new Item("cheesecake", "Cheesecake", "5.90", false),
            new Item("grinder", "Grinder", "189.00", true),
            new Item("kettle", "Kettle", "79.00", false),
            new Item("mug", "Mug", "14.00", false),
            new Item("portafilter", "Portafilter", "65.00", true),
            new Item("subscription-box", "Subscription box", "29.00", false));

    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger unexpected = new AtomicInteger();

    @Override
    public String name() {
        return "busy-day";
    }

    @Override
    public String tells() {
        return "thousands of orders at a moderate rate; watch the dashboard";
    }

    @Override
    public void play(Options options, Report report) throws Exception {
        Shop shop = options.shop();
        ITEMS.forEach(item -> shelve(shop, item, options.orders()));
        report.say("%d orders, %d a second: about %d s".formatted(
                options.orders(), options.rate(), options.orders() / options.rate()));
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int i = 0; i < options.orders(); i++) {
                Random random = new Random(i * SPREAD);
                customers.execute(() -> serve(shop, random));
                long next = start + (i + 1) * (NANOS / options.rate());
                Shop.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                report.progress("customers:", i, options.orders());
            }
        }
        report.progress("customers:", served.get(), options.orders());
        outcomes.forEach((outcome, count) -> report.say("%6d  %s".formatted(count.sum(), outcome)));
        report.check("customers served", options.orders(), served.get());
        report.check("answers that nobody should get", 0, unexpected.get());
        for (Item item : ITEMS) {
            report.check("discrepancies found by the audit in " + item.sku(), "0", shop.discrepancies(item.sku()));
        }
    }

    private static void shelve(Shop shop, Item item, int orders) {
        shop.send(Shop.Ask.of("PUT", "/v1/stock/" + item.sku(), "{\"name\":\"%s\",\"safetyStock\":\"%d\"}"
                .formatted(item.name(), item.rare() ? 0 : 2)));
        shop.require(201, Shop.Ask.receive(item.sku(), item.rare() ? Math.max(1, orders / 60) : orders / 8 + 10));
    }

    private void serve(Shop shop, Random random) {
        try {
            Item item = ITEMS.get(random.nextInt(ITEMS.size()));
            int pieces = 1 + random.nextInt(2);
            String order = Shop.unique("day") + Shop.unique("");
            int fate = random.nextInt(100);
            String window = fate < 8 ? "PT20S" : "PT15M";
            Shop.Answer placed = send(shop, "ordering", Shop.Ask.place(order, item.sku(), pieces, item.price(), window));
            if (placed.status() == 201) {
                goOn(shop, order, total(item, pieces), fate, random);
            } else if (!item.rare()) {
                send(shop, "refilling", Shop.Ask.receive(item.sku(), 50));
            }
        } catch (UncheckedIOException e) {
            unexpected.incrementAndGet();
            outcomes.computeIfAbsent("no answer", _ -> new LongAdder()).increment();
        } finally {
            served.incrementAndGet();
        }
    }

    private static String total(Item item, int pieces) {
        return new BigDecimal(item.price()).multiply(BigDecimal.valueOf(pieces)).toPlainString();
    }

    /** Of a hundred, 8 forget to pay, 7 cancel, 5 pay twice at two terminals, 5 are comped by a till that is late. */
    private void goOn(Shop shop, String order, String total, int fate, Random random) {
        Shop.pause(Duration.ofMillis(random.nextInt(1500)));
        if (fate < 8) {
            return;
        }
        if (fate < 15) {
            send(shop, "cancelling", Shop.Ask.post("/v1/orders/" + order + "/cancel"));
            return;
        }
        send(shop, "sending to the kitchen", Shop.Ask.post("/v1/orders/" + order + "/send"));
        if (fate < 20) {
            send(shop, "comping from a stale screen", comp(order).ifMatch(1));
        }
        send(shop, "paying", Shop.Ask.pay(order, total));
        if (fate >= 95) {
            send(shop, "paying again", Shop.Ask.pay(order, total));
        }
        send(shop, "completing", Shop.Ask.post("/v1/orders/" + order + "/complete"));
    }

    private static Shop.Ask comp(String order) {
        return Shop.Ask.of("POST", "/v1/orders/" + order + "/comps", "{\"lineId\":\"1\",\"reason\":\"late\"}");
    }

    private Shop.Answer send(Shop shop, String what, Shop.Ask ask) {
        Shop.Answer answer = shop.send(ask);
        String outcome = what.startsWith("refilling") ? "" + answer.status() : answer.outcome();
        outcomes.computeIfAbsent(what + ": " + outcome, _ -> new LongAdder()).increment();
        boolean foreseen = answer.status() < 300 || answer.status() == 409 || answer.status() == 412;
        if (!foreseen) {
            unexpected.incrementAndGet();
        }
        return answer;
    }
}
