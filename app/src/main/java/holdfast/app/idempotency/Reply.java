package holdfast.app.idempotency;

import holdfast.app.api.problem.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An answer as it goes out.
 *
 * @param status HTTP status
 * @param body null when it is a problem
 * @param version the version in the {@code ETag}
 */
public record Reply(
        int status,
        @Nullable Object body,
        @Nullable Problem problem,
        @Nullable Long version,
        Map<String, String> headers) {

    public static Reply of(int status, Object body, long version) {
        return new Reply(status, body, null, version, Map.of());
    }

    public static Reply of(Problem problem) {
        return new Reply(problem.type().status().value(), null, problem, null, Map.of());
    }

    /**
     * Whether it is a refusal that is not kept, because another request under the same key may do better.
     *
     * <p>Only a change that asked for its stock first learns so late that its version is stale or its line gone.
     */
    boolean mayBeCorrected() {
        return problem != null
                && problem.type().status().is4xxClientError()
                && problem.type().status() != HttpStatus.CONFLICT;
    }

    public Reply withHeader(String name, String value) {
        return new Reply(status, body, problem, version, Map.of(name, value));
    }
}
