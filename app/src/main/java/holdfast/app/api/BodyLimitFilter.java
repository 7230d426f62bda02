package holdfast.app.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets no request body be read beyond the limit, whether its length is announced or not. */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final int limit;

    BodyLimitFilter(int limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            throw CapturedRequest.tooLarge(limit);
        }
        chain.doFilter(new CapturedRequest(request, limit), response);
    }
}
