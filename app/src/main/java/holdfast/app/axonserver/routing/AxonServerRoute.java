package holdfast.app.axonserver.routing;

import holdfast.app.commandbus.AggregateRouting;
import holdfast.app.commandbus.Conflicts;
import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.CommandRoute;
import holdfast.app.idempotency.Refusals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends commands of callers to Axon Server, which picks the node by the aggregate id, and handles those that it sends to
 * this one.
 *
 * <p>A command may be handled on any node, because nodes take turns: so whatever surely was not handled elsewhere is
 * handled here. One that was sent and not answered may have taken effect; only its key can tell.
 */
public final class AxonServerRoute implements CommandRoute, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AxonServerRoute.class);
    private static final Duration LAST_REPLIES = Duration.ofSeconds(2);
    private static final int LOOK_MILLIS = 10;
    private static final int THREADS = 4;
    private static final List<Class<?>> COMMANDS = RoutedCommands.all();

    private final AxonServerCommandBus bus;
    private final RoutedSegment segment;
    private final RoutedReplies replies;
    private final BooleanSupplier reachable;
    private final Duration patience;
    private final Clock clock;
    private final Confidence confidence;
    private final Counter routed;
    private final Counter unanswered;
    private final Counter handledHere;
    private volatile boolean open;
    private volatile boolean running;

    /**
     * Routes nothing until it is opened.
     *
     * @param lanes handle the commands of this node
     * @param refusals tell stale callers what they missed
     * @param reachable whether Axon Server is known to answer
     * @param patience how long a reply may take
     */
    public AxonServerRoute(
            AxonServerConnectionManager connections,
            AxonServerConfiguration settings,
            CommandBus lanes,
            Refusals refusals,
            BooleanSupplier reachable,
            Duration patience,
            Clock clock,
            MeterRegistry registry) {
        this.segment = new RoutedSegment(lanes, clock);
        this.bus = AxonServerCommandBus.builder()
                .axonServerConnectionManager(connections)
                .configuration(settings)
                .localSegment(segment)
                .serializer(RoutedJson.of(COMMANDS))
                .routingStrategy(AggregateRouting.BY_AGGREGATE_ID)
                .executorServiceBuilder((_, waiting) -> arrivals(waiting))
                .build();
        this.replies = new RoutedReplies(refusals::missed);
        this.reachable = reachable;
        this.patience = patience;
        this.confidence = new Confidence(patience.multipliedBy(2), System::nanoTime);
        this.clock = clock;
        this.routed = counter("routed", registry);
        this.unanswered = counter("unanswered", registry);
        this.handledHere = counter("here", registry);
    }

    /** Reads what arrives; the lanes do the work. Axon's own threads would outlive the service. */
    private static ExecutorService arrivals(BlockingQueue<Runnable> waiting) {
        ThreadFactory daemons = Thread.ofPlatform().daemon().name("routed-", 0).factory();
        ThreadPoolExecutor arrivals = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, waiting, daemons);
        arrivals.allowCoreThreadTimeOut(true);
        return arrivals;
    }

    private static Counter counter(String way, MeterRegistry registry) {
        return Counter.builder("holdfast.commands.routed")
                .description("Commands of callers: answered by way of Axon Server, not answered, or handled without it")
                .tag("way", way)
                .register(registry);
    }

    /** Axon Server has been reached: from now on this node takes commands from it. */
    public synchronized void open() {
        if (open || !running) {
            return;
        }
        bus.start();
        for (Class<?> command : COMMANDS) {
            bus.subscribe(command.getName(), AxonServerRoute::neverCalled);
        }
        open = true;
    }

    private static Object neverCalled(CommandMessage<?> command) {
        throw new IllegalStateException("The segment has commands handled by the lanes");
    }

    @Override
    public Answer send(Object command, MetaData claiming, Supplier<Answer> here) {
        Answer routedAnswer = Conflicts.<@Nullable Answer>decidedAnew(() -> routed(command, claiming));
        if (routedAnswer != null) {
            return routedAnswer;
        }
        handledHere.increment();
        return here.get();
    }

    /** Answers null when no other node handled it. */
    private @Nullable Answer routed(Object command, MetaData claiming) {
        if (!open || !reachable.getAsBoolean() || !confidence.isEnough()) {
            return null;
        }
        CommandMessage<Object> message = GenericCommandMessage.asCommandMessage(command)
                .andMetaData(claiming)
                .andMetaData(Map.of(RoutedSegment.UNTIL, clock.millis() + patience.toMillis()));
        RoutedReply reply = reply(message);
        if (reply instanceof RoutedReply.NotHandled) {
            return null;
        }
        routed.increment();
        return replies.answer(reply, AggregateRouting.BY_AGGREGATE_ID.getRoutingKey(message));
    }

    private RoutedReply reply(CommandMessage<Object> message) {
        CompletableFuture<RoutedReply> reply = new CompletableFuture<>();
        bus.<Object, RoutedReply>dispatch(message, (_, result) -> complete(reply, result));
        try {
            RoutedReply given = reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            confidence.regain();
            return given;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoHandlerForCommandException) {
                return new RoutedReply.NotHandled("Axon Server knows of no node that handles it");
            }
            throw unanswered(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("Interrupted while waiting", e);
        }
    }

    private static void complete(
            CompletableFuture<RoutedReply> reply, CommandResultMessage<? extends RoutedReply> result) {
        try {
            if (result.isExceptional()) {
                reply.completeExceptionally(result.exceptionResult());
            } else {
                reply.complete(result.getPayload());
            }
        } catch (RuntimeException unreadable) {
            reply.completeExceptionally(unreadable);
        }
    }

    private OutcomeUnknown unanswered(Throwable failure) {
        unanswered.increment();
        if (confidence.lose()) {
            LOG.warn(
                    "A command that Axon Server was to route was not answered within {}: this node handles itself what it"
                            + " is asked for, and tries again to route a command from time to time. {}",
                    patience,
                    failure.toString());
        }
        return new OutcomeUnknown("A command that was routed was not answered", failure);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        Thread.ofVirtual().name("routing-end").start(() -> {
            try {
                stop();
            } finally {
                done.run();
            }
        });
    }

    /** Takes no more commands from Axon Server, which go to other nodes, and answers those that it has. */
    @Override
    public synchronized void stop() {
        running = false;
        if (!open) {
            return;
        }
        open = false;
        bus.disconnect().join();
        long end = System.nanoTime() + LAST_REPLIES.toNanos();
        while (segment.underWay() > 0 && System.nanoTime() < end) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** With the first that stop: while requests are still answered. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
