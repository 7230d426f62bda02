package holdfast.app.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Axon Server, of which it has what this service uses: the parts of its protocol that append and read
 * events and route commands. It keeps them in memory. It is not Axon Server, and what it shows holds for Axon Server only as far as it does
 * the same.
 *
 * <p>It listens on loopback and is spoken to by Axon's own connector, and it can misbehave when asked to.
 */
public final class StandInServer implements AutoCloseable {

    /** What becomes of one append. */
    public enum Fault {
        /** It is stored, and nothing is said of it. */
        STORED_BUT_SILENT,
        /** It is stored, and the call fails as if the connection had. */
        STORED_BUT_BROKEN,
        /** The call fails and nothing is stored. */
        LOST,
        /** The call fails, and the append arrives when {@link #deliver} is called. */
        DELAYED,
        /** It is refused, as when another one was first. */
        CONFLICT
    }

    /** What becomes of one command. */
    public enum RoutingFault {
        /** No node gets it, and its sender hears nothing. */
        NEVER_DELIVERED,
        /** A node handles it, and its sender hears nothing. */
        REPLY_LOST,
        /** There is no node for it. */
        NO_HANDLER
    }

    /**
     * A command that was given to a client.
     *
     * @param name of the command's class
     * @param key the id of its aggregate
     * @param client the id of the client
     */
    public record RoutedCommand(String name, String key, String client) {}

    private final StandInEvents events;
    private final StandInCommands commands;
    private final Server server;
    private final int port;

    private StandInServer(StandInEvents events, StandInCommands commands, Server server) {
        this.events = events;
        this.commands = commands;
        this.server = server;
        this.port = server.getPort();
    }

    public static StandInServer start() {
        return start(0, null, null);
    }

    /**
     * With the events of another one that was closed, at its address.
     *
     * @param earlier was closed
     */
    public static StandInServer again(StandInServer earlier) {
        return start(earlier.events, earlier.port(), null, null);
    }

    /**
     * One that may be strict.
     *
     * @param token without which it answers nothing, null for none
     * @param tls its certificate, null without TLS
     */
    static StandInServer start(int port, @Nullable String token, @Nullable SslContext tls) {
        return start(new StandInEvents(), port, token, tls);
    }

    private static StandInServer start(
            StandInEvents events, int port, @Nullable String token, @Nullable SslContext tls) {
        StandInCommands commands = new StandInCommands();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .permitKeepAliveTime(1, TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(events)
                .addService(commands)
                .addService(new StandInPlatform());
        if (token != null) {
            builder.intercept(asking(token));
        }
        if (tls != null) {
            builder.sslContext(tls);
        }
        try {
            return new StandInServer(events, commands, builder.build().start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerInterceptor asking(String token) {
        Metadata.Key<String> header = Metadata.Key.of("AxonIQ-Access-Token", Metadata.ASCII_STRING_MARSHALLER);
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                if (token.equals(headers.get(header))) {
                    return next.startCall(call, headers);
                }
                Metadata trailers = new Metadata();
                trailers.put(StandInEvents.CODE, "AXONIQ-1001");
                call.close(Status.UNAUTHENTICATED.withDescription("Invalid token"), trailers);
                return new ServerCall.Listener<>() {};
            }
        };
    }

    public int port() {
        return port;
    }

    /** What a service needs to be told to use it. */
    public List<String> settings() {
        return List.of("--holdfast.mode=axonserver", "--axon.axonserver.servers=" + address());
    }

    public String address() {
        return "localhost:" + port();
    }

    /** Lets the next append of events to a stream go wrong. */
    public void fail(Fault fault, String stream) {
        events.fail(fault, stream, 1);
    }

    /** Lets so many appends of events to a stream go wrong from now on; none for 0. */
    public void fail(Fault fault, String stream, int times) {
        events.fail(fault, stream, times);
    }

    /** Lets so many commands to an aggregate go wrong from now on. */
    public void fail(RoutingFault fault, String aggregateId, int times) {
        commands.fail(fault, aggregateId, times);
    }

    /** The commands that it gave to clients. */
    public List<RoutedCommand> routed() {
        return commands.routed();
    }

    /** The clients that handle commands. */
    public Set<String> handlingClients() {
        return commands.clients();
    }

    /** Lets an append that was delayed arrive, and answers whether it is stored. */
    public boolean deliver() {
        return events.deliver();
    }

    public List<Event> events() {
        return events.all();
    }

    /** Somebody else appends. */
    public void append(Event event) {
        events.store(List.of(event));
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            if (!server.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The stand-in does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
