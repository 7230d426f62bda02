package holdfast.app.idempotency;

import holdfast.app.commandbus.Commands;
import java.util.Optional;
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;

/** Sends the commands that callers give, and answers what they are told once those took effect. */
@Component
public class CallersCommands {

    private final Commands commands;
    private final Optional<CommandRoute> route;

    CallersCommands(Commands commands, Optional<CommandRoute> route) {
        this.commands = commands;
        this.route = route;
    }

    /**
     * Sends a command whose answer is recorded with its effect.
     *
     * @param pending the answer, as far as it is known before the command is handled
     * @throws holdfast.app.commandbus.CommandRefused when the rules refuse it
     * @throws holdfast.app.commandbus.OutcomeUnknown when it was not answered in time
     */
    public Answer send(Call call, Object command, Answer pending) {
        MetaData claiming = call.claiming(pending);
        return route.map(to -> to.send(command, claiming, () -> here(command, claiming, pending)))
                .orElseGet(() -> here(command, claiming, pending));
    }

    private Answer here(Object command, MetaData claiming, Answer pending) {
        return pending.completedBy(commands.resultOf(command, claiming));
    }
}
