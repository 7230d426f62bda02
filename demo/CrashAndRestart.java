import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A service of its own that is killed while customers order and pay, and started again on the same folder. */
final class CrashAndRestart implements Scene {

    private static final int CUSTOMERS = 16;
    private static final int ACKNOWLEDGED = 300;
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Map<Shop.Ask, Shop.Answer> answered = new ConcurrentHashMap<>();
    private final Queue<Shop.Ask> unanswered = new ConcurrentLinkedQueue<>();

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public String tells() {
        return "a service is killed (kill -9) while customers order and pay, and started again";
    }

    @Override
    public void play(Options options, Report report) throws Exception {
        Path folder = Files.createTempDirectory("holdfast-demo");
        report.say("starting a service of its own on " + folder);
        try (OwnService service = OwnService.start(options.service(), folder)) {
            String sku = service.shop().stock("bicycle", 100_000);
            killWhileTheyShop(service, sku, report);
            report.say("killed; starting it again on the same folder");
            try (OwnService again = OwnService.start(options.service(), folder)) {
                report.say("its dashboard now: " + again.dashboard(folder));
                compare(again.shop(), sku, report);
                Shop.pause(Duration.ofSeconds(options.stay()));
            }
        } finally {
            OwnService.delete(folder);
        }
    }

    private void killWhileTheyShop(OwnService service, String sku, Report report) throws Exception {
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CUSTOMERS; i++) {
                customers.execute(() -> shopUntilItIsGone(service.shop(), sku));
            }
            while (answered.size() < ACKNOWLEDGED) {
                report.progress("requests answered:", answered.size(), ACKNOWLEDGED);
                Thread.sleep(50);
            }
            service.kill();
        }
        report.progress("requests answered:", answered.size(), answered.size());
    }

    private void shopUntilItIsGone(Shop shop, String sku) {
        while (true) {
            String order = Shop.unique("crash") + Shop.unique("");
            if (!send(shop, Shop.Ask.place(order, sku, 1, "10.00", "PT15M"))
                    || !send(shop, Shop.Ask.pay(order, "10.00"))) {
                return;
            }
        }
    }

    private boolean send(Shop shop, Shop.Ask ask) {
        try {
            answered.put(ask, acknowledgement(shop, ask));
            return true;
        } catch (UncheckedIOException gone) {
            unanswered.add(ask);
            return false;
        }
    }

    /** A service that says to come again has acknowledged nothing. */
    private static Shop.Answer acknowledgement(Shop shop, Shop.Ask ask) {
        Shop.Answer answer = shop.send(ask);
        while (answer.status() >= 500) {
            Shop.pause(AGAIN);
            answer = shop.send(ask);
        }
        return answer;
    }

    private void compare(Shop shop, String sku, Report report) throws Exception {
        List<Shop.Ask> acknowledged = List.copyOf(answered.keySet());
        List<Boolean> same = Together.all(acknowledged.size(), report, "asked again with their keys:", i -> {
            Shop.Ask ask = acknowledged.get(i);
            Shop.Answer again = acknowledgement(shop, ask);
            return again.replayed() && again.body().equals(answered.get(ask).body());
        });
        report.check("acknowledged requests with the very same answer", acknowledged.size(), count(same));
        List<Shop.Ask> open = List.copyOf(unanswered);
        report.say(open.size() + " requests had no answer when it was killed; they ask again");
        List<Boolean> resolved = Together.all(open.size(), report, "asked again:",
                i -> Shop.settled("201", () -> "" + shop.send(open.get(i)).status()).equals("201"));
        report.check("resolved", open.size(), count(resolved));
        report.check("discrepancies found by the audit", "0", shop.discrepancies(sku));
        long paid = Stream.concat(acknowledged.stream(), open.stream())
                .filter(ask -> ask.path().endsWith("/payments"))
                .count();
        report.check("on hand after as many payments", "" + (100_000 - paid), Shop.settled("" + (100_000 - paid),
                () -> shop.require(200, Shop.Ask.get("/v1/stock/" + sku)).text("onHand")));
    }

    private static int count(List<Boolean> results) {
        return (int) results.stream().filter(result -> result).count();
    }
}
