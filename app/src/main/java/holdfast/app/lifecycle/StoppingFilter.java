package holdfast.app.lifecycle;

import holdfast.app.api.problem.ProblemType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Refuses what comes while the service stops, and lets its connection go; health checks are answered to the end. */
final class StoppingFilter implements Filter {

    private static final String HEALTH = "/actuator/health";

    private final Stopping stopping;

    StoppingFilter(Stopping stopping) {
        this.stopping = stopping;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (stopping.hasBegun()
                && !((HttpServletRequest) request).getRequestURI().startsWith(HEALTH)) {
            stopping.refused();
            ((HttpServletResponse) response).setHeader(HttpHeaders.CONNECTION, "close");
            throw ProblemType.UNAVAILABLE
                    .because("The service is stopping; nothing was done.")
                    .exception();
        }
        chain.doFilter(request, response);
    }
}
