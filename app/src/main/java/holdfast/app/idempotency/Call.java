package holdfast.app.idempotency;

import holdfast.app.api.IdempotencyKey;
import holdfast.app.commandbus.CommandMetaData;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * One request that asks for a change.
 *
 * @param scope hex SHA-256 of caller, method, path and key
 * @param fingerprint hex SHA-256 of the request
 * @param traceParent W3C trace context, if the caller sent one
 * @param at when it came: the time of its commands
 */
public record Call(
        IdempotencyKey key,
        String scope,
        String fingerprint,
        String actor,
        @Nullable String traceParent,
        Instant at,
        HttpServletRequest request) {

    /** What travels with a command of this call that gives its answer. */
    public MetaData claiming(Answer pending) {
        return metaData().and(Claim.META_DATA, new Claim(scope, fingerprint, pending));
    }

    /** What travels with a command of this call that is a step on the way. */
    public MetaData metaData() {
        Map<String, Object> metaData = new HashMap<>(Map.of(CommandMetaData.ACTOR, actor));
        if (traceParent != null) {
            metaData.put(CommandMetaData.TRACE_PARENT, traceParent);
        }
        return MetaData.from(metaData);
    }
}
