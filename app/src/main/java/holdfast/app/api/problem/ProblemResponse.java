package holdfast.app.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Sends a problem as {@code application/problem+json}, whatever the caller accepts. */
public final class ProblemResponse {

    /** The request attribute that holds the {@link ProblemType} that a request was refused with, for who counts. */
    static final String REFUSED = ProblemResponse.class.getName() + ".REFUSED";

    private ProblemResponse() {}

    /** For controllers and advices. */
    public static ResponseEntity<byte[]> of(Problem problem, HttpServletRequest request) {
        return of(new ProblemException(problem), request);
    }

    /** What to say of any failure, in whatever form. */
    public static Problem problemOf(Throwable failure) {
        return Failures.refusal(failure).problem();
    }

    /** For a refusal that is told once more: it is none of its own. */
    public static ResponseEntity<byte[]> again(Problem problem, HttpServletRequest request) {
        ResponseEntity<byte[]> answer = of(problem, request);
        request.removeAttribute(REFUSED);
        return answer;
    }

    static ResponseEntity<byte[]> of(ProblemException refusal, HttpServletRequest request) {
        Problem problem = refusal.problem();
        request.setAttribute(REFUSED, problem.type());
        return ResponseEntity.status(problem.type().status())
                .headers(headers(refusal))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.body(instance(request.getRequestURI())));
    }

    /** For filters and entry points; does nothing when an answer is already on its way. */
    public static void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        request.setAttribute(REFUSED, problem.type());
        write(new ProblemException(problem), request.getRequestURI(), response);
    }

    static void write(ProblemException refusal, @Nullable String path, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        byte[] body = refusal.problem().body(instance(path));
        response.setStatus(refusal.problem().type().status().value());
        headers(refusal).forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static HttpHeaders headers(ProblemException refusal) {
        HttpHeaders headers = new HttpHeaders();
        if (refusal.problem().type().isTemporary()) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        headers.putAll(refusal.headers());
        return headers;
    }

    private static String instance(@Nullable String path) {
        try {
            // Only a path that parses is one: the request line may hold anything.
            return path == null ? "/" : new URI(path).toString();
        } catch (URISyntaxException garbage) {
            return "/";
        }
    }
}
