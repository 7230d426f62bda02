package holdfast.app.api;

import com.github.f4b6a3.uuid.UuidCreator;
import holdfast.app.api.problem.ProblemType;
import java.util.List;
import java.util.regex.Pattern;

/** The key under which a command has its effect once: the caller's, or a new one of the server's. */
public record IdempotencyKey(String value, boolean givenByClient) {

    /** The header of requests and answers. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,255}");

    public static IdempotencyKey parse(List<String> headers) {
        if (headers.isEmpty()) {
            return new IdempotencyKey(UuidCreator.getTimeOrderedEpoch().toString(), false);
        }
        if (headers.size() > 1 || !VISIBLE.matcher(headers.getFirst()).matches()) {
            throw ProblemType.MALFORMED_REQUEST
                    .because("Idempotency-Key must be 1 to 255 visible ASCII characters.")
                    .exception();
        }
        return new IdempotencyKey(headers.getFirst(), true);
    }
}
