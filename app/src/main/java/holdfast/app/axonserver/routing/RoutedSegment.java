package holdfast.app.axonserver.routing;

import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Claim;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.jspecify.annotations.Nullable;

/** Has the commands that come by Axon Server handled by this node's lanes, and answers a {@link RoutedReply} to each. */
final class RoutedSegment implements CommandBus {

    /** The metadata key under which a command says until when its sender waits, in milliseconds since 1970. */
    static final String UNTIL = "routedUntil";

    private final CommandBus lanes;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();

    RoutedSegment(CommandBus lanes, Clock clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    /** How many commands of other nodes are not answered yet. */
    int underWay() {
        return underWay.get();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        CommandCallback<? super C, Object> replies = (CommandCallback<? super C, Object>) callback;
        if (!(command.getMetaData().get(Claim.META_DATA) instanceof Claim claim)) {
            reply(command, new RoutedReply.NotHandled("It has no claim"), replies);
            return;
        }
        if (nobodyWaitsFor(command)) {
            // Whoever gave it was told to ask again, and may have changed their mind.
            reply(command, new RoutedReply.NotHandled("It came too late"), replies);
            return;
        }
        underWay.incrementAndGet();
        this.lanes.<C, Object>dispatch(command, (handled, result) -> {
            reply(command, replyTo(claim.pending(), result), replies);
            underWay.decrementAndGet();
        });
    }

    private static RoutedReply replyTo(Answer pending, CommandResultMessage<?> result) {
        return result.isExceptional()
                ? RoutedReplies.of(result.exceptionResult())
                : new RoutedReply.Done(pending.completedBy(result.getPayload()));
    }

    private static <C> void reply(
            CommandMessage<C> command, RoutedReply reply, CommandCallback<? super C, Object> callback) {
        callback.onResult(command, GenericCommandResultMessage.asCommandResultMessage(reply));
    }

    private boolean nobodyWaitsFor(CommandMessage<?> command) {
        @Nullable Object until = command.getMetaData().get(UNTIL);
        return !(until instanceof Long millis) || clock.millis() > millis;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        throw new UnsupportedOperationException("Every sender of a command waits for its reply");
    }

    /** The lanes know all handlers; this bus only tells Axon Server of them. */
    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return () -> true;
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        throw new UnsupportedOperationException("The lanes have their own");
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        throw new UnsupportedOperationException("The lanes have their own");
    }
}
