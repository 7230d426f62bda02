package holdfast.app.races;

import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a caller was answered. */
record ShopAnswer(int status, HttpHeaders headers, JsonNode body) {

    private static final String PROBLEMS = "https://holdfast.dev/problems/";

    /** {@code 201 RESERVED} of an order, {@code 409 already-paid} of a problem, the bare status of anything else. */
    String outcome() {
        if (body.has("type")) {
            return status + " " + text("type").substring(PROBLEMS.length());
        }
        return body.has("status") ? status + " " + text("status") : String.valueOf(status);
    }

    String text(String field) {
        return body.required(field).asString();
    }

    BigDecimal number(String field) {
        return new BigDecimal(text(field));
    }

    Instant time(String field) {
        return Instant.parse(text(field));
    }

    long version() {
        return body.required("version").asLong();
    }

    @Nullable
    String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    boolean isReplayed() {
        return "true".equals(header("Idempotent-Replayed"));
    }

    @Override
    public String toString() {
        return status + " " + body;
    }
}
