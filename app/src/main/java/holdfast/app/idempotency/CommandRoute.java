package holdfast.app.idempotency;

import java.util.function.Supplier;
import org.axonframework.messaging.MetaData;

/** Takes commands of callers to the node that handles the commands of their aggregates. */
public interface CommandRoute {

    /**
     * Answers as that node does; throws what handling it here would throw.
     *
     * @param claiming holds the {@link Claim} of the command
     * @param here handles it on this node, for when it cannot be taken to another one: right on any
     * @throws holdfast.app.commandbus.OutcomeUnknown when it was taken there and not answered: it may have taken effect
     */
    Answer send(Object command, MetaData claiming, Supplier<Answer> here);
}
