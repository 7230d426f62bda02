package holdfast.app.commandbus;

import java.util.Objects;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.jspecify.annotations.Nullable;

/**
 * A command in a lane, with the result that its sender gets after the commit.
 *
 * @param <C> the command
 * @param <R> its result
 */
final class WaitingCommand<C, R> {

    private final CommandMessage<C> command;
    private final @Nullable String aggregateId;
    private final CommandCallback<? super C, ? super R> callback;
    private final Consumer<CommandCallback<C, R>> work;
    private final long since = System.nanoTime();
    private @Nullable CommandResultMessage<? extends R> result;

    WaitingCommand(
            CommandMessage<C> command,
            @Nullable String aggregateId,
            CommandCallback<? super C, ? super R> callback,
            Consumer<CommandCallback<C, R>> work) {
        this.command = command;
        this.aggregateId = aggregateId;
        this.callback = callback;
        this.work = work;
    }

    String name() {
        return command.getCommandName();
    }

    C payload() {
        return command.getPayload();
    }

    /** W3C trace context, null when it is not part of a trace. */
    @Nullable
    String traceParent() {
        return (String) command.getMetaData().get(CommandMetaData.TRACE_PARENT);
    }

    /** The aggregate that it is for; null when it is for none. */
    @Nullable
    String aggregateId() {
        return aggregateId;
    }

    long waitedNanos() {
        return System.nanoTime() - since;
    }

    /** Handles the command within the current unit of work and keeps the result; it may run again after a rollback. */
    void handle() {
        result = null;
        work.accept((handled, outcome) -> keep(outcome));
    }

    @SuppressWarnings("unchecked")
    private void keep(CommandResultMessage<?> outcome) {
        result = (CommandResultMessage<? extends R>) outcome;
    }

    void fail(Throwable failure) {
        result = GenericCommandResultMessage.asCommandResultMessage(failure);
    }

    Outcome outcome() {
        CommandResultMessage<?> decided = Objects.requireNonNull(result);
        return decided.isExceptional() ? Outcome.of(decided.exceptionResult()) : Outcome.SUCCESS;
    }

    void answer() {
        callback.onResult(command, Objects.requireNonNull(result));
    }
}
