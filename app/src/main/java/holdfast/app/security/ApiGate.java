package holdfast.app.security;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemResponse;
import holdfast.app.api.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Lets in whoever has a key, and turns away whoever has none or one of another role.
 *
 * <p>One filter does for the API what a chain of twelve did: at a thousand requests a second those cost more than what
 * the requests are for. Nothing of them is missing here: no session, no form, no cookie that a foreign page could use.
 */
final class ApiGate implements Filter {

    private static final String OPEN = "/actuator/health";
    private static final String ADMINISTRATION = "/v1/admin";
    private static final String ADMIN = "ADMIN";

    private final ApiKeys keys;

    ApiGate(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            doFilter((HttpServletRequest) request, (HttpServletResponse) response, chain);
        } else {
            // The second part of a request that was let in: an error page, an asynchronous answer.
            chain.doFilter(request, response);
        }
    }

    private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        writeHeaders(response);
        Caller caller =
                BearerKeyFilter.bearerKey(request).flatMap(keys::callerOf).orElse(null);
        // Decoded, and nothing in it that could mean another path: the firewall has seen to that.
        String path = request.getServletPath();
        if (caller == null && !isWithin(OPEN, path)) {
            askForKey(request, response);
        } else if (isWithin(ADMINISTRATION, path) && !isAdmin(caller)) {
            refuse(request, response);
        } else {
            chain.doFilter(caller == null ? request : new CallersRequest(request, caller), response);
        }
    }

    private static boolean isWithin(String folder, String path) {
        return path.startsWith(folder) && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
    }

    private static boolean isAdmin(@Nullable Caller caller) {
        return caller != null && caller.role().equals(ADMIN);
    }

    /** An answer is for its caller, now: nobody keeps it, frames it or guesses what it is. */
    private static void writeHeaders(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-XSS-Protection", "0");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-store, max-age=0, must-revalidate");
        response.setHeader(HttpHeaders.PRAGMA, "no-cache");
        response.setHeader(HttpHeaders.EXPIRES, "0");
        response.setHeader("X-Frame-Options", "DENY");
    }

    private static void askForKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        Problem problem = ProblemType.UNAUTHENTICATED.because(
                sent
                        ? "The Authorization header does not hold a key that is known here."
                        : "Send a key in the header Authorization: Bearer <key>.");
        ProblemResponse.write(problem, request, response);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = ProblemType.FORBIDDEN.because("The key is known, but its role does not allow this request.");
        ProblemResponse.write(problem, request, response);
    }
}
