package holdfast.app.commandbus;

import holdfast.app.tracing.Step;
import holdfast.app.tracing.Traces;
import java.util.Map;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;

/** Makes each command a step of its trace, from its sending to its result; what it causes is a part of that step. */
final class CommandSpans {

    private final Traces traces;

    CommandSpans(Traces traces) {
        this.traces = traces;
    }

    Step begin(CommandMessage<?> command, @Nullable String aggregateId) {
        if (!traces.areCollected()) {
            return Step.NONE;
        }
        Object parent = command.getMetaData().get(CommandMetaData.TRACE_PARENT);
        return traces.begin(
                        command.getPayloadType().getSimpleName(),
                        parent instanceof String context ? context : traces.current())
                .tag("holdfast.aggregate", aggregateId);
    }

    /** The command whose events name the step as where they come from. */
    static <C> CommandMessage<C> within(Step step, CommandMessage<C> command) {
        String context = step.context();
        return context == null ? command : command.andMetaData(Map.of(CommandMetaData.TRACE_PARENT, context));
    }

    /** Ends the step before the result is given. */
    <C, R> CommandCallback<? super C, ? super R> ending(Step step, CommandCallback<? super C, ? super R> callback) {
        if (!traces.areCollected()) {
            return callback;
        }
        return (command, result) -> {
            if (result.isExceptional()) {
                Outcome outcome = Outcome.of(result.exceptionResult());
                step.tag("holdfast.outcome", outcome.name());
                if (outcome != Outcome.REFUSED) {
                    step.fail(result.exceptionResult());
                }
            }
            step.close();
            callback.onResult(command, result);
        };
    }
}
