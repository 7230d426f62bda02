package holdfast.app.commandbus;

import holdfast.inventory.StockCommand;
import holdfast.inventory.StockRefusal;
import holdfast.inventory.cart.CartCommand;
import holdfast.inventory.cart.CartRefusal;
import holdfast.inventory.cart.CartState;
import holdfast.order.OrderCommand;
import holdfast.order.OrderRefusal;
import holdfast.order.OrderState;
import holdfast.order.amendment.AmendmentCommand;
import holdfast.order.amendment.AmendmentState;
import holdfast.order.session.SessionRefusal;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends commands and waits for their results, which come after the commit. */
@Component
public class Commands {

    /** What a command keeps of the event that a process reacts to with it: who caused it, and in which trace. */
    public static final ScopedValue<MetaData> ORIGIN = ScopedValue.newInstance();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CommandBus bus;

    public Commands(CommandBus bus) {
        this.bus = bus;
    }

    /**
     * Answers the order after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public OrderState send(OrderCommand command) {
        return (OrderState) Objects.requireNonNull(dispatch(command, MetaData.emptyInstance()));
    }

    /**
     * Answers the amendment after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public AmendmentState send(AmendmentCommand command) {
        return (AmendmentState) Objects.requireNonNull(dispatch(command, MetaData.emptyInstance()));
    }

    /**
     * Answers the tab after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public TabState send(TabCommand command) {
        return (TabState) Objects.requireNonNull(dispatch(command, MetaData.emptyInstance()));
    }

    /**
     * Answers the assignment after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public AssignmentState send(AssignmentCommand command) {
        return (AssignmentState) Objects.requireNonNull(dispatch(command, MetaData.emptyInstance()));
    }

    /**
     * Answers the reservation of a cart after the command.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public CartState send(CartCommand command) {
        return (CartState) Objects.requireNonNull(dispatch(command, MetaData.emptyInstance()));
    }

    /**
     * Answers the outcome of a reservation; what other commands of stock answer is for callers.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public @Nullable Object send(StockCommand command) {
        return dispatch(command, MetaData.emptyInstance());
    }

    /**
     * Answers what any command's handler answered.
     *
     * @throws CommandRefused when the rules refuse it
     * @throws OutcomeUnknown when it was not answered within 30 seconds
     */
    public @Nullable Object resultOf(Object command, MetaData metaData) {
        return dispatch(command, metaData);
    }

    private @Nullable Object dispatch(Object command, MetaData metaData) {
        return Conflicts.decidedAnew(() -> once(command, metaData));
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
}
