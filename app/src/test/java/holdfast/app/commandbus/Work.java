package holdfast.app.commandbus;

import java.util.concurrent.Callable;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.jspecify.annotations.Nullable;

/** A command that does what the test says, on the thread of the lane and within its transaction. */
record Work(Callable<@Nullable Object> task) {

    static Registration register(CommandBus bus) {
        return bus.subscribe(
                Work.class.getName(),
                message -> ((Work) message.getPayload()).task().call());
    }
}
