package holdfast.benchmark.inside;

import holdfast.inventory.ReserveOutcome;
import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockItemId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;

/** Sends commands to the bus, always with the same number of them unanswered. */
final class BusAlone {

    private static final String LOCATION = "main";
    private static final BigDecimal SUPPLY = BigDecimal.valueOf(1_000_000_000);
    private static final Duration HOLD = Duration.ofHours(12);
    private static final int WHILE_MAKING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CommandBus bus;
    private final AtomicLong sent = new AtomicLong();

    BusAlone(CommandBus bus) {
        this.bus = bus;
    }

    /** Makes items with more stock than can be used up, and answers their SKUs. */
    List<String> makeItems(String prefix, int count) throws InterruptedException {
        List<String> skus =
                IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
        sendAll(skus.stream()
                .map(sku -> new DefineStock(new SkuId(sku), null, null, null, null, null, null, Instant.now()))
                .toList());
        sendAll(skus.stream()
                .map(sku -> new ReceiveStock(new StockItemId(sku, LOCATION), SUPPLY, null, null, Instant.now()))
                .toList());
        return skus;
    }

    /** Reserves one piece of one of the items with each command, for as long as {@code duration}. */
    BusFigures run(List<String> skus, int inFlight, Duration duration) throws InterruptedException {
        SplittableRandom random = new SplittableRandom();
        Semaphore places = new Semaphore(inFlight);
        long start = System.nanoTime();
        BusFigures figures = new BusFigures(start, duration.toNanos());
        while (places.tryAcquire(start + duration.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS)
                && System.nanoTime() - start < duration.toNanos()) {
            ReserveStock command = reserve(skus.get(random.nextInt(skus.size())));
            long sentAt = System.nanoTime();
            figures.sent();
            send(command, result -> {
                figures.add(sentAt, isHeld(result));
                places.release();
            });
        }
        figures.awaitAnswers(PATIENCE);
        return figures;
    }

    private ReserveStock reserve(String sku) {
        Instant now = Instant.now();
        return new ReserveStock(
                new StockItemId(sku, LOCATION),
                "order-" + sent.incrementAndGet(),
                "placed",
                BigDecimal.ONE,
                now.plus(HOLD),
                now);
    }

    private void sendAll(List<?> commands) throws InterruptedException {
        Semaphore places = new Semaphore(WHILE_MAKING);
        AtomicLong failures = new AtomicLong();
        for (Object command : commands) {
            places.acquire();
            send(command, result -> {
                failures.addAndGet(result.isExceptional() ? 1 : 0);
                places.release();
            });
        }
        if (!places.tryAcquire(WHILE_MAKING, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Commands are not answered");
        }
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " of " + commands.size() + " commands failed");
        }
    }

    private void send(Object command, Consumer<CommandResultMessage<?>> whenDone) {
        bus.dispatch(GenericCommandMessage.asCommandMessage(command), (_, result) -> whenDone.accept(result));
    }

    private static boolean isHeld(CommandResultMessage<?> result) {
        return !result.isExceptional() && result.getPayload() instanceof ReserveOutcome.Held;
    }
}
