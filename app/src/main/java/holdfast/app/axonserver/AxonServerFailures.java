package holdfast.app.axonserver;

import holdfast.app.eventstore.AppendInDoubt;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ErrorCategory;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of Axon Server means here.
 *
 * <p>A conflict comes as AXONIQ-2000, which may be wrapped in anything, or as the status of the gRPC call. Whatever
 * does not say that nothing was stored leaves an append in doubt: a call that failed or timed out can still have stored
 * all.
 */
final class AxonServerFailures {

    private static final int DEPTH = 20;
    /** Beside the status of a call the server names its own code. */
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

    /** The server looked at the append and said no. */
    private static final Set<ErrorCategory> REFUSED = Set.of(
            ErrorCategory.AUTHENTICATION_TOKEN_MISSING,
            ErrorCategory.AUTHENTICATION_INVALID_TOKEN,
            ErrorCategory.NO_EVENT_STORE_MASTER_AVAILABLE,
            ErrorCategory.EVENT_PAYLOAD_TOO_LARGE,
            ErrorCategory.VALIDATION_FAILED);

    private static final Set<Status.Code> NOT_DONE = Set.of(
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED,
            Status.Code.UNIMPLEMENTED,
            Status.Code.INVALID_ARGUMENT,
            Status.Code.RESOURCE_EXHAUSTED);

    private static final Set<Status.Code> CONFLICT =
            Set.of(Status.Code.ALREADY_EXISTS, Status.Code.ABORTED, Status.Code.OUT_OF_RANGE);

    private AxonServerFailures() {}

    /**
     * Of a question, which changes nothing.
     *
     * @param reason what is known beside the failure
     */
    static LogUnavailable ofQuestion(String where, @Nullable String reason, Throwable failure) {
        String why = reason == null ? reason(failure) : reason;
        return new LogUnavailable("Axon Server at " + where + " did not answer: " + why, failure);
    }

    static RuntimeException ofAppend(Throwable failure) {
        if (any(failure, AxonServerFailures::isConflict)) {
            return new ConcurrencyException("Another append was first", failure);
        }
        if (any(failure, AxonServerFailures::isRefusal)) {
            return new LogUnavailable("Axon Server refused an append: " + reason(failure), failure);
        }
        return new AppendInDoubt("Axon Server did not confirm an append", failure);
    }

    private static boolean any(Throwable failure, Predicate<Throwable> holds) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEPTH)
                .anyMatch(holds);
    }

    private static boolean isConflict(Throwable failure) {
        Status.Code status = statusOf(failure);
        return categoryOf(failure) == ErrorCategory.INVALID_EVENT_SEQUENCE
                || (status != null && CONFLICT.contains(status))
                || messageOf(failure).contains(ErrorCategory.INVALID_EVENT_SEQUENCE.errorCode());
    }

    private static boolean isRefusal(Throwable failure) {
        ErrorCategory category = categoryOf(failure);
        Status.Code status = statusOf(failure);
        return (category != null && REFUSED.contains(category)) || (status != null && NOT_DONE.contains(status));
    }

    private static @Nullable ErrorCategory categoryOf(Throwable failure) {
        return switch (failure) {
            case AxonServerException e -> e.getErrorCategory();
            case StatusRuntimeException e -> named(e.getTrailers());
            case StatusException e -> named(e.getTrailers());
            default -> null;
        };
    }

    private static @Nullable ErrorCategory named(@Nullable Metadata trailers) {
        String code = trailers == null ? null : trailers.get(CODE);
        return code == null ? null : ErrorCategory.getFromCode(code);
    }

    private static Status.@Nullable Code statusOf(Throwable failure) {
        return switch (failure) {
            case StatusRuntimeException e -> e.getStatus().getCode();
            case StatusException e -> e.getStatus().getCode();
            default -> null;
        };
    }

    /** The words of the innermost cause, where the failure of a connection says what it is. */
    private static String reason(Throwable failure) {
        Throwable innermost = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEPTH)
                .reduce(failure, (_, cause) -> cause);
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : message;
    }

    private static String messageOf(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
