package holdfast.benchmark.inside;

import holdfast.inventory.SkuId;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockItemId;
import holdfast.order.NewLine;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;

/** Places orders of one line over many items, without HTTP: each is answered when its stock is held. */
final class OrdersAlone {

    private static final int ITEMS = 1_000;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CommandBus bus;
    private final String name;
    private final AtomicLong placed = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom(1);

    OrdersAlone(CommandBus bus, String name) {
        this.bus = bus;
        this.name = name;
    }

    void makeItems() throws InterruptedException {
        Sender sender = new Sender(bus);
        sender.send(
                ITEMS,
                64,
                number -> new DefineStock(new SkuId(sku(number)), null, null, null, null, null, null, Instant.now()));
        sender.send(
                ITEMS,
                64,
                number -> new ReceiveStock(
                        new StockItemId(sku(number), "main"),
                        BigDecimal.valueOf(1_000_000),
                        null,
                        null,
                        Instant.now()));
    }

    private String sku(long number) {
        return name + "-" + number;
    }

    BusFigures run(int inFlight, Duration duration) throws InterruptedException {
        Semaphore places = new Semaphore(inFlight);
        long start = System.nanoTime();
        BusFigures figures = new BusFigures(start, duration.toNanos());
        while (places.tryAcquire(start + duration.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS)
                && System.nanoTime() - start < duration.toNanos()) {
            long sentAt = System.nanoTime();
            figures.sent();
            bus.dispatch(GenericCommandMessage.asCommandMessage(place()), (_, result) -> {
                figures.add(
                        sentAt,
                        !result.isExceptional()
                                && result.getPayload() instanceof OrderState order
                                && order.status() != OrderStatus.REJECTED);
                places.release();
            });
        }
        figures.awaitAnswers(PATIENCE);
        return figures;
    }

    private PlaceOrder place() {
        NewLine line = new NewLine(null, sku(random.nextInt(ITEMS)), "main", BigDecimal.ONE, new BigDecimal("2.50"));
        String orderId = name + "-order-" + placed.incrementAndGet();
        return new PlaceOrder(orderId, null, null, "EUR", List.of(line), null, WINDOW, Instant.now());
    }
}
