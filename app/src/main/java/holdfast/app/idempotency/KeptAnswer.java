package holdfast.app.idempotency;

/**
 * The answer to a command by its idempotency key, as it is kept beside the tables too.
 *
 * @param scope hex SHA-256 of caller, method, path and key
 * @param request hex SHA-256 of the request
 * @param answer JSON
 */
public record KeptAnswer(String scope, String request, String answer) {}
