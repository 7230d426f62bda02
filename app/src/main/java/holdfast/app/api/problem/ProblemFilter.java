package holdfast.app.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers what other filters throw, so that the container's own error handling is the last resort only. */
final class ProblemFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (AsyncRequestNotUsableException callerIsGone) {
            logger.debug("The caller did not wait for the answer");
        } catch (Exception failure) {
            ProblemResponse.write(Failures.refusal(failure), request.getRequestURI(), response);
        }
    }
}
