package holdfast.benchmark.inside;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;

/** Sends many commands with a number of them unanswered at a time. */
final class Sender {

    private static final long PATIENCE_SECONDS = 60;

    private final CommandBus bus;

    Sender(CommandBus bus) {
        this.bus = bus;
    }

    /** Sends {@code count} commands and returns when all have succeeded. */
    void send(long count, int inFlight, LongFunction<Object> command) throws InterruptedException {
        Semaphore places = new Semaphore(inFlight);
        AtomicLong failures = new AtomicLong();
        for (long number = 0; number < count; number++) {
            places.acquire();
            bus.dispatch(GenericCommandMessage.asCommandMessage(command.apply(number)), (_, result) -> {
                failures.addAndGet(result.isExceptional() ? 1 : 0);
                places.release();
            });
        }
        if (!places.tryAcquire(inFlight, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Commands are not answered");
        }
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " of " + count + " commands failed");
        }
    }
}
