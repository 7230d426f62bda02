package holdfast.app.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers every failure of a controller, or on the way to one, with a problem. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

    @ExceptionHandler
    @Nullable
    ResponseEntity<byte[]> answer(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
            // The security filters answer these: they know whether the caller is anonymous.
            throw failure;
        }
        if (response.isCommitted() || failure instanceof AsyncRequestNotUsableException) {
            return null;
        }
        return ProblemResponse.of(Failures.refusal(failure), request);
    }
}
