package holdfast.app.api.problem;

import org.springframework.http.HttpHeaders;

/** Ends a request with a problem, thrown from anywhere below the outermost filter. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient HttpHeaders headers;

    public ProblemException(Problem problem) {
        this(problem, HttpHeaders.EMPTY);
    }

    /** With headers that belong to the refusal, such as Allow or Retry-After. */
    public ProblemException(Problem problem, HttpHeaders headers) {
        // A refusal is an answer and no defect: nobody reads its stack trace.
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    public Problem problem() {
        return problem;
    }

    public HttpHeaders headers() {
        return headers;
    }
}
