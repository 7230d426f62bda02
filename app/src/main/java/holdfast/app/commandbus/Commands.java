package holdfast.app.commandbus;

import holdfast.inventory.StockCommand;
import holdfast.inventory.StockDefinitionCommand;
import holdfast.inventory.StockDefinitionState;
import holdfast.inventory.StockRefusal;
import holdfast.inventory.cart.CartCommand;
import holdfast.inventory.cart.CartRefusal;
import holdfast.inventory.cart.CartState;
import holdfast.order.OrderCommand;
import holdfast.order.OrderRefusal;
import holdfast.order.OrderState;
import holdfast.order.amendment.AmendmentCommand;
import holdfast.order.amendment.AmendmentState;
import holdfast.order.session.SessionCommand;
import holdfast.order.session.SessionRefusal;
import holdfast.order.session.SessionState;
import holdfast.order.tab.AssignmentCommand;
import holdfast.order.tab.AssignmentState;
import holdfast.order.tab.TabCommand;
import holdfast.order.tab.TabState;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends commands and waits for their results, which come after the commit. */
@Component
public class Commands {

    /** What a command keeps of the event that a process reacts to with it: who caused it, and in which trace. */
    public static final ScopedValue<MetaData> ORIGIN = ScopedValue.newInstance();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MILLIS = 2;

    private final CommandBus bus;

    public Commands(CommandBus bus) {
        this.bus = bus;
    }

    public OrderState send(OrderCommand command) {
        return send(command, MetaData.emptyInstance());
    }

    /**
     * Answers the order after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public OrderState send(OrderCommand command, MetaData metaData) {
        return (OrderState) Objects.requireNonNull(dispatch(command, metaData));
    }

    public AmendmentState send(AmendmentCommand command) {
        return send(command, MetaData.emptyInstance());
    }

    /**
     * Answers the amendment after the command.
     *
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public AmendmentState send(AmendmentCommand command, MetaData metaData) {
        return (AmendmentState) Objects.requireNonNull(dispatch(command, metaData));
    }

    /**
     * Answers the user's latest session after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public SessionState send(SessionCommand command, MetaData metaData) {
        return (SessionState) Objects.requireNonNull(dispatch(command, metaData));
    }

    /**
     * Answers the tab after the command.
     *
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public TabState send(TabCommand command) {
        return (TabState) Objects.requireNonNull(dispatch(command, MetaData.emptyInstance()));
    }

    /**
     * Answers the assignment after the command.
     *
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public AssignmentState send(AssignmentCommand command) {
        return (AssignmentState) Objects.requireNonNull(dispatch(command, MetaData.emptyInstance()));
    }

    /**
     * Answers the definition after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public StockDefinitionState send(StockDefinitionCommand command, MetaData metaData) {
        return (StockDefinitionState) Objects.requireNonNull(dispatch(command, metaData));
    }

    public CartState send(CartCommand command) {
        return send(command, MetaData.emptyInstance());
    }

    /**
     * Answers the reservation of a cart after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public CartState send(CartCommand command, MetaData metaData) {
        return (CartState) Objects.requireNonNull(dispatch(command, metaData));
    }

    /**
     * Answers the outcome of a reservation, the change of another command that a caller gave, or null.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public @Nullable Object send(StockCommand command, MetaData metaData) {
        return dispatch(command, metaData);
    }

    /**
     * When another writer appended to the same stream first, the command is decided anew on what is there now, a
     * bounded number of times.
     */
    private @Nullable Object dispatch(Object command, MetaData metaData) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(command, metaData);
            } catch (ConcurrencyException conflict) {
                if (attempt == ATTEMPTS) {
                    throw conflict;
                }
                pause(attempt);
            }
        }
    }

    private @Nullable Object once(Object command, MetaData metaData) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        MetaData all = metaData.mergedWith(ORIGIN.orElse(MetaData.emptyInstance()));
        bus.dispatch(GenericCommandMessage.asCommandMessage(command).andMetaData(all), (sent, result) -> {
            if (result.isExceptional()) {
                answer.completeExceptionally(result.exceptionResult());
            } else {
                answer.complete(result.getPayload());
            }
        });
        return await(answer);
    }

    private static @Nullable Object await(CompletableFuture<@Nullable Object> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translated(Objects.requireNonNullElse(e.getCause(), e));
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
            case SessionRefusal refusal -> new CommandRefused(refusal);
            case CartRefusal refusal -> new CommandRefused(refusal);
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
