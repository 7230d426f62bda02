package holdfast.app.api.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The kinds of refusal that the contract names, each with one status and a stable URI. */
public enum ProblemType {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "A valid API key is required"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The API key does not allow this"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such resource"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The resource does not know this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer does not exist in an accepted media type"),
    ALREADY_EXISTS(HttpStatus.CONFLICT, "The id is in use with other content"),
    INVALID_STATE(HttpStatus.CONFLICT, "The current state does not allow this"),
    ALREADY_PAID(HttpStatus.CONFLICT, "The order is already paid"),
    RESERVATION_EXPIRED(HttpStatus.CONFLICT, "The reservation has expired"),
    AMOUNT_MISMATCH(HttpStatus.CONFLICT, "The amount does not fit"),
    INSUFFICIENT_STOCK(HttpStatus.CONFLICT, "There is not enough stock"),
    REQUEST_IN_FLIGHT(HttpStatus.CONFLICT, "The first request with this key is still running"),
    VERSION_CONFLICT(HttpStatus.PRECONDITION_FAILED, "The version is not the current one"),
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The media type of the body is not supported"),
    VALIDATION_FAILED(HttpStatus.UNPROCESSABLE_CONTENT, "The request has values that are not acceptable"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key belongs to another request"),
    VERSION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "The version to act on is required"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "There were too many requests"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something unexpected happened"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot answer now");

    private static final String BASE = "https://holdfast.dev/problems/";

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public URI uri() {
        return URI.create(BASE + slug());
    }

    /** Whether the same request may succeed a moment later, so that the answer says when to retry. */
    boolean isTemporary() {
        return this == UNAVAILABLE || this == TOO_MANY_REQUESTS;
    }

    /** Starts a problem of this type; {@code detail} is for the caller and names what is wrong with this request. */
    public Problem because(String detail) {
        return Problem.of(this, detail);
    }

    static ProblemType ofUri(String uri) {
        return Arrays.stream(values())
                .filter(type -> type.uri().toString().equals(uri))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No problem type: " + uri));
    }
}
