package holdfast.app.idempotency;

/**
 * Travels with a command so that its answer is recorded in its own transaction.
 *
 * @param scope hex SHA-256 of caller, method, path and key
 * @param request hex SHA-256 of the request
 * @param pending the answer, as far as it is known before the command is handled
 */
public record Claim(String scope, String request, Answer pending) {

    /** The metadata key under which it travels. */
    public static final String META_DATA = "idempotency";
}
