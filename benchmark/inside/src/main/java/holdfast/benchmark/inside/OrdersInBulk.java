package holdfast.benchmark.inside;

import holdfast.order.NewLine;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;

/** Places and pays orders, so that there are events of orders to rebuild from: four or more for each. */
final class OrdersInBulk {

    /** Of {@link Inside}. */
    private static final String ITEMS = "followed-spread-";

    private static final int IN_FLIGHT = 256;
    private static final Duration WINDOW = Duration.ofHours(12);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CommandBus bus;
    private final AtomicLong failures = new AtomicLong();

    OrdersInBulk(CommandBus bus) {
        this.bus = bus;
    }

    void place(int orders) throws InterruptedException {
        Semaphore places = new Semaphore(IN_FLIGHT);
        for (int i = 0; i < orders; i++) {
            places.acquire();
            String orderId = "bulk-" + i;
            NewLine line = new NewLine(null, ITEMS + i % 100, "main", BigDecimal.ONE, new BigDecimal("12.50"));
            send(
                    new PlaceOrder(orderId, "c-" + i % 1000, null, "EUR", List.of(line), null, WINDOW, Instant.now()),
                    () -> send(
                            new PayOrder(orderId, "p-" + orderId, new BigDecimal("12.50"), "CARD", null, Instant.now()),
                            places::release));
        }
        if (!places.tryAcquire(IN_FLIGHT, PATIENCE.toSeconds(), TimeUnit.SECONDS) || failures.get() > orders / 100) {
            throw new IllegalStateException(failures + " of the commands failed, or were not answered");
        }
    }

    private void send(Object command, Runnable then) {
        bus.dispatch(GenericCommandMessage.asCommandMessage(command), (_, result) -> {
            failures.addAndGet(result.isExceptional() ? 1 : 0);
            then.run();
        });
    }
}
