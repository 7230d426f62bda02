package holdfast.app.commandbus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;

/** Holds up the only lane of a bus, so that what is sent meanwhile becomes one group. */
final class HeldLane implements AutoCloseable {

    private final CommandBus bus;
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private HeldLane(CommandBus bus) {
        this.bus = bus;
    }

    static HeldLane of(CommandBus bus) throws InterruptedException {
        HeldLane lane = new HeldLane(bus);
        lane.send(new Work(lane::holdUp));
        assertThat(lane.entered.await(30, SECONDS)).isTrue();
        return lane;
    }

    private @Nullable Object holdUp() throws InterruptedException {
        entered.countDown();
        release.await();
        return null;
    }

    Answer send(Object command) {
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        bus.dispatch(
                GenericCommandMessage.asCommandMessage(command),
                (sent, result) -> assertThat(outcome.complete(
                                result.isExceptional()
                                        ? result.exceptionResult()
                                        : Objects.requireNonNullElse(result.getPayload(), "nothing")))
                        .as("answered once")
                        .isTrue());
        return new Answer(outcome);
    }

    void release() {
        release.countDown();
    }

    /** Never leaves a lane behind that waits for a test that failed. */
    @Override
    public void close() {
        release();
    }

    /** What the sender of a command gets: the result, or the failure. */
    record Answer(CompletableFuture<Object> outcome) {

        Object get() {
            return outcome.orTimeout(30, SECONDS).join();
        }

        boolean isOverloaded() {
            return outcome.getNow("not yet") instanceof Overloaded;
        }
    }
}
