package holdfast.app.commandbus;

import holdfast.inventory.StockRefusal;
import holdfast.order.OrderRefusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;

/** Sends commands and waits for their results, which come after the commit. */
@Component
public class Commands {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MILLIS = 2;

    private final CommandBus bus;

    public Commands(CommandBus bus) {
        this.bus = bus;
    }

    /** Like {@link #send(Object, MetaData)} without metadata. */
    public <R> R send(Object command) {
        return send(command, MetaData.emptyInstance());
    }

    /**
     * Sends a command and answers its result.
     *
     * <p>When another writer appended to the same stream first, the command is decided anew on what is there now, a
     * bounded number of times.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public <R> R send(Object command, MetaData metaData) {
        for (int attempt = 1; ; attempt++) {
            try {
                return this.<R>once(command, metaData);
            } catch (ConcurrencyException conflict) {
                if (attempt == ATTEMPTS) {
                    throw conflict;
                }
                pause(attempt);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <R> R once(Object command, MetaData metaData) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        bus.dispatch(GenericCommandMessage.asCommandMessage(command).withMetaData(metaData), (sent, result) -> {
            if (result.isExceptional()) {
                answer.completeExceptionally(result.exceptionResult());
            } else {
                answer.complete((R) result.getPayload());
            }
        });
        return await(answer);
    }

    private static <R> R await(CompletableFuture<R> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translated(e.getCause());
        } catch (TimeoutException e) {
            throw new OutcomeUnknown("No answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("Interrupted while waiting", e);
        }
    }

    private static RuntimeException translated(Throwable failure) {
        return switch (failure) {
            case OrderRefusal refusal -> new CommandRefused(refusal);
            case StockRefusal refusal -> new CommandRefused(refusal);
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(failure);
        };
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
