package holdfast.app.axonserver;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Remembers why the last call to the server failed: the connector tells those who ask it only that it did. */
final class LastFailure implements ClientInterceptor {

    private volatile @Nullable String reason;

    /** Such as that nobody listens, that a token is wrong or a certificate not trusted; null after a success. */
    @Nullable
    String reason() {
        return reason;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                super.start(watching(listener), headers);
            }
        };
    }

    private <A> ClientCall.Listener<A> watching(ClientCall.Listener<A> listener) {
        return new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onClose(Status status, Metadata trailers) {
                reason = status.isOk() ? null : words(status);
                super.onClose(status, trailers);
            }
        };
    }

    private static String words(Status status) {
        Throwable innermost = status.getCause();
        while (innermost != null && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String why = innermost == null ? status.getDescription() : innermost.getMessage();
        return why == null ? status.getCode().name() : status.getCode() + ", " + why;
    }
}
