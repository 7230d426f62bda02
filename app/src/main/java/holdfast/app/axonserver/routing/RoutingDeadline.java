package holdfast.app.axonserver.routing;

import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends the call of a command that is not answered: the connection could not be closed before, nor the service end. */
public final class RoutingDeadline implements ClientInterceptor {

    private static final String DISPATCH =
            CommandServiceGrpc.getDispatchMethod().getFullMethodName();

    private final Duration patience;

    public RoutingDeadline(Duration patience) {
        this.patience = patience;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        CallOptions bounded = method.getFullMethodName().equals(DISPATCH)
                ? options.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
                : options;
        return next.newCall(method, bounded);
    }
}
