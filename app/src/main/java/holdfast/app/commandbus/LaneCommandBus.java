package holdfast.app.commandbus;

import holdfast.app.tracing.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.messaging.MessageHandler;

/**
 * Handles the commands of each aggregate one after the other, and those that wait together in one transaction.
 *
 * <p>The aggregate id picks the lane, a lane is one thread, and a lane commits what waits for it as a group: so no two
 * commands of an aggregate ever meet, and one flush to disk serves many of them. Each command keeps its own result, is
 * answered only after the commit, and leaves the others alone when it is refused or fails.
 */
final class LaneCommandBus extends SimpleCommandBus {

    private final RoutingStrategy routing;
    private final CommandSpans spans;
    private final LaneMetrics metrics;
    private final List<Lane> lanes;

    LaneCommandBus(
            Builder builder,
            RoutingStrategy routing,
            LaneSettings settings,
            GroupCommit commit,
            CommandSpans spans,
            LaneMetrics metrics) {
        super(builder);
        this.routing = routing;
        this.spans = spans;
        this.metrics = metrics;
        this.lanes = IntStream.range(0, settings.lanes())
                .mapToObj(number -> Lane.start(number, settings, commit))
                .toList();
        lanes.forEach(metrics::watch);
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        String aggregateId = routing.getRoutingKey(command);
        Lane lane = laneOf(aggregateId == null ? command.getCommandName() : aggregateId);
        if (lane.isFollowedHere()) {
            Step step = spans.begin(command, aggregateId);
            super.handle(CommandSpans.within(step, command), handler, spans.ending(step, callback));
            return;
        }
        if (Lane.isFollowed()) {
            refuse(command, new OnAnotherLane(command.getCommandName()), callback);
            return;
        }
        Step step = spans.begin(command, aggregateId);
        CommandMessage<C> traced = CommandSpans.within(step, command);
        WaitingCommand<C, R> waiting =
                new WaitingCommand<>(traced, aggregateId, spans.ending(step, callback), collector -> {
                    step.event("handled");
                    super.<C, R>handle(traced, handler, collector);
                });
        if (!lane.offer(waiting)) {
            metrics.turnedAway();
            refuse(command, new Overloaded(), spans.ending(step, callback));
        }
    }

    private static <C, R> void refuse(
            CommandMessage<C> command, RuntimeException why, CommandCallback<? super C, ? super R> callback) {
        callback.onResult(command, GenericCommandResultMessage.asCommandResultMessage(why));
    }

    /** A command without a target goes to any one lane, always the same for its name. */
    private Lane laneOf(String key) {
        int hash = key.hashCode();
        // Spreads ids that differ in their last characters only.
        int spread = hash * 0x9E3779B9;
        return lanes.get(Math.floorMod(spread ^ (spread >>> 16), lanes.size()));
    }

    /** Takes no more commands, answers all that wait, and returns then. */
    void drain() {
        lanes.forEach(Lane::close);
        lanes.forEach(Lane::awaitEnd);
    }
}
