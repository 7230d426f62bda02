package holdfast.app.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.eventstore.AppendInDoubt;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ErrorCategory;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the failures of an append mean, as the connector throws them. */
class AxonServerFailuresTest {

    private static AxonServerException of(ErrorCategory category) {
        return new AxonServerException(category, category.errorCode() + ": for a test", "client");
    }

    private static Metadata naming(ErrorCategory category) {
        Metadata trailers = new Metadata();
        trailers.put(Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER), category.errorCode());
        return trailers;
    }

    static Stream<Throwable> conflicts() {
        AxonServerException conflict = of(ErrorCategory.INVALID_EVENT_SEQUENCE);
        return Stream.of(
                conflict,
                new ExecutionException(conflict),
                new CommandExecutionException("failed", new ExecutionException(conflict)),
                new CommandExecutionException("AXONIQ-2000: Invalid sequence number 5 for aggregate", null),
                Status.UNKNOWN.asRuntimeException(naming(ErrorCategory.INVALID_EVENT_SEQUENCE)),
                Status.INTERNAL.asException(naming(ErrorCategory.INVALID_EVENT_SEQUENCE)),
                Status.ABORTED.asRuntimeException());
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void another_append_was_first(Throwable failure) {
        assertThat(AxonServerFailures.ofAppend(failure)).isInstanceOf(ConcurrencyException.class);
    }

    static Stream<Throwable> refusals() {
        return Stream.of(
                new ExecutionException(of(ErrorCategory.NO_EVENT_STORE_MASTER_AVAILABLE)),
                of(ErrorCategory.AUTHENTICATION_INVALID_TOKEN),
                Status.UNAUTHENTICATED.asRuntimeException(),
                Status.PERMISSION_DENIED.asRuntimeException());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void nothing_was_stored(Throwable failure) {
        assertThat(AxonServerFailures.ofAppend(failure)).isInstanceOf(LogUnavailable.class);
    }

    static Stream<Throwable> doubts() {
        return Stream.of(
                new TimeoutException(),
                new InterruptedException(),
                new ExecutionException(of(ErrorCategory.CONNECTION_FAILED)),
                of(ErrorCategory.OTHER),
                of(ErrorCategory.DATAFILE_WRITE_ERROR),
                Status.UNAVAILABLE.asRuntimeException(),
                Status.DEADLINE_EXCEEDED.asRuntimeException(),
                Status.CANCELLED.asRuntimeException(),
                Status.INTERNAL.asRuntimeException());
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void nobody_knows(Throwable failure) {
        assertThat(AxonServerFailures.ofAppend(failure)).isInstanceOf(AppendInDoubt.class);
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void a_question_that_was_not_answered_can_be_asked_again(Throwable failure) {
        assertThat(AxonServerFailures.ofQuestion("here", null, failure)).isInstanceOf(LogUnavailable.class);
    }
}
