package holdfast.app.api.problem;

/** Finds a problem for a bare status, where Spring or Tomcat says no more than that. */
final class StatusProblems {

    private StatusProblems() {}

    static Problem of(int status) {
        return switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED.because("Send Authorization: Bearer with a valid key.");
            case 403 -> ProblemType.FORBIDDEN.because("This key does not allow the request.");
            case 404 -> ProblemType.NOT_FOUND.because("Nothing is served at this path.");
            case 405 -> ProblemType.METHOD_NOT_ALLOWED.because("This path does not know the method.");
            case 406 -> ProblemType.NOT_ACCEPTABLE.because("Accept must allow application/json.");
            case 413 -> ProblemType.PAYLOAD_TOO_LARGE.because("The body is too large.");
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Content-Type must be application/json.");
            case 429 -> ProblemType.TOO_MANY_REQUESTS.because("Slow down and try again.");
            case 502, 503, 504 -> ProblemType.UNAVAILABLE.because("The service cannot answer now; try again.");
            // The two numbers: a transfer encoding or a protocol version that Tomcat does not know.
            default ->
                status < 500 || status == 501 || status == 505
                        ? ProblemType.MALFORMED_REQUEST.because("The request cannot be understood.")
                        : ProblemType.INTERNAL_ERROR.because("An unexpected error was logged.");
        };
    }
}
