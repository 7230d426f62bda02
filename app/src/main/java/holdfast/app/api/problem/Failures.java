package holdfast.app.api.problem;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.SQLException;
import java.util.UUID;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Finds the refusal to send for any failure, and logs the failures that nobody foresaw. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static ProblemException refusal(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> e;
            case HttpMessageNotReadableException e ->
                UnreadableBody.problem(e.getCause()).exception();
            case BindException e -> FieldErrors.of(e).exception();
            case HandlerMethodValidationException e
            when !e.isForReturnValue() -> FieldErrors.of(e).exception();
            case MethodArgumentTypeMismatchException e ->
                FieldErrors.one(FieldErrors.nameOf(e.getParameter()), Conversions.message(e))
                        .exception();
            case TypeMismatchException e ->
                FieldErrors.one("", Conversions.message(e)).exception();
            case MissingServletRequestParameterException e ->
                FieldErrors.one(e.getParameterName(), "is required").exception();
            case ServletRequestBindingException e ->
                ProblemType.MALFORMED_REQUEST.because(detail(e)).exception();
            case MaxUploadSizeExceededException e ->
                ProblemType.PAYLOAD_TOO_LARGE
                        .because("The upload is too large.")
                        .exception();
            case MultipartException e ->
                ProblemType.MALFORMED_REQUEST
                        .because("The parts cannot be read.")
                        .exception();
            // Tomcat's word for a body that breaks off or a caller that went away: no defect of ours.
            case BadRequestException e -> StatusProblems.of(400).exception();
            case AsyncRequestTimeoutException e -> unavailable();
            case ErrorResponse e when !e.getStatusCode().is5xxServerError() -> ofStatus(e);
            default -> ofCause(failure);
        };
    }

    private static ProblemException ofStatus(ErrorResponse response) {
        Problem problem = StatusProblems.of(response.getStatusCode().value());
        return new ProblemException(problem, response.getHeaders());
    }

    private static String detail(ErrorResponse response) {
        @Nullable String detail = response.getBody().getDetail();
        return detail == null ? "A part of the request is missing." : detail;
    }

    /** A refusal or an outage may arrive wrapped by a proxy, a bus or a future. */
    private static ProblemException ofCause(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return refusal;
            }
            if (isOutage(cause)) {
                LOG.warn("The store did not answer a request", failure);
                return unavailable();
            }
        }
        return unforeseen(failure);
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof DataAccessException
                || cause instanceof TransactionException
                || cause instanceof SQLException;
    }

    private static ProblemException unavailable() {
        return ProblemType.UNAVAILABLE
                .because("The service cannot answer now; try again.")
                .exception();
    }

    private static ProblemException unforeseen(Throwable failure) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        LOG.error("Internal error {}", id, failure);
        return internalError("An unexpected error was logged with the id " + id + ".");
    }

    private static ProblemException internalError(String detail) {
        return ProblemType.INTERNAL_ERROR.because(detail).exception();
    }
}
