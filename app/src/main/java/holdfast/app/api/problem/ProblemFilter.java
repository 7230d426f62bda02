package holdfast.app.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers what other filters throw, so that the container's own error handling is the last resort, and counts refusals. */
final class ProblemFilter extends OncePerRequestFilter {

    private final RefusalCounts refusals;

    ProblemFilter(RefusalCounts refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (AsyncRequestNotUsableException callerIsGone) {
            logger.debug("The caller did not wait for the answer");
        } catch (Exception failure) {
            ProblemException refusal = Failures.refusal(failure);
            request.setAttribute(ProblemResponse.REFUSED, refusal.problem().type());
            ProblemResponse.write(refusal, request.getRequestURI(), response);
        } finally {
            refusals.count(request.getAttribute(ProblemResponse.REFUSED));
        }
    }
}
