package holdfast.app.apidocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Whoever holds traffic to the document has to notice what it does not say. */
class DocumentedApiTest {

    private static final ObjectNode DOCUMENT = ApiDocument.assemble();
    private static final DocumentedApi API = DocumentedApi.of(DOCUMENT);
    private static final Map<String, String> HEADERS = Map.of("content-type", "application/json", "etag", "\"2\"");
    private static final String PAY = "/v1/orders/o-1/payments";

    private static ObjectNode order() {
        return (ObjectNode) DOCUMENT.at("/components/schemas/Order/examples/0").deepCopy();
    }

    @Test
    void an_answer_as_documented_is_fine() {
        assertThat(API.check(read(200, HEADERS, order().toString())))
                .contains(new DocumentedApi.Answered("GET /v1/orders/{orderId}", "200"));
    }

    @Nested
    class An_answer_is_wrong_with {

        @Test
        void a_field_that_is_not_documented() {
            assertWrong(read(200, HEADERS, order().put("discount", "1.00").toString()), "'discount'");
        }

        @Test
        void a_field_of_a_part_that_is_not_documented() {
            ObjectNode order = order();
            ((ObjectNode) order.at("/lines/0")).put("colour", "red");
            assertWrong(read(200, HEADERS, order.toString()), "'colour'");
        }

        @Test
        void a_field_missing() {
            ObjectNode order = order();
            order.remove("amountDue");
            assertWrong(read(200, HEADERS, order.toString()), "'amountDue'");
        }

        @Test
        void a_number_for_a_decimal() {
            assertWrong(read(200, HEADERS, order().put("total", 62.5).toString()), "/total");
        }

        @Test
        void a_time_that_is_none() {
            assertWrong(read(200, HEADERS, order().put("updatedAt", "yesterday").toString()), "/updatedAt");
        }

        @Test
        void a_header_that_is_not_documented() {
            assertWrong(read(200, with("x-secret", "1"), order().toString()), "header x-secret is not documented");
        }

        @Test
        void a_header_missing() {
            Map<String, String> headers = Map.of("content-type", "application/json");
            assertWrong(read(200, headers, order().toString()), "header ETag is missing");
        }

        @Test
        void a_header_of_another_form() {
            assertWrong(read(200, with("etag", "2"), order().toString()), "header etag");
        }

        @Test
        void a_status_that_is_not_documented() {
            assertWrong(read(204, HEADERS, ""), "status 204 is not documented");
        }

        @Test
        void a_media_type_that_is_not_documented() {
            assertWrong(read(200, with("content-type", "text/html"), "<html>"), "media type 'text/html'");
        }

        @Test
        void a_problem_that_the_call_does_not_have() {
            String problem = DOCUMENT.at("/components/examples/AmountMismatchProblem/value")
                    .toString();
            Map<String, String> headers = Map.of("content-type", "application/problem+json");
            assertWrong(exchange("GET", "/v1/orders/o-1", null, 404, headers, problem), "answer");
        }
    }

    @Nested
    class A_request_that_was_taken_is_wrong_with {

        private static final Map<String, String> ANSWER =
                Map.of("content-type", "application/json", "etag", "\"2\"", "x-position", "7", "idempotency-key", "k");

        @Test
        void a_field_that_is_not_documented() {
            String body = "{\"amount\":\"1\",\"method\":\"CARD\",\"tip\":\"1\"}";
            assertWrong(exchange("POST", PAY, body, 201, ANSWER, order().toString()), "'tip'");
        }

        @Test
        void a_field_missing() {
            assertWrong(exchange("POST", PAY, "{\"amount\":1}", 201, ANSWER, order().toString()), "'method'");
        }

        @Test
        void a_parameter_that_is_not_documented() {
            String body = "{\"amount\":1,\"method\":\"CARD\"}";
            assertWrong(exchange("POST", PAY + "?tip=1", body, 201, ANSWER, order().toString()), "parameter tip");
        }
    }

    @Test
    void a_path_that_is_not_documented_is_noticed_when_something_is_there() {
        assertWrong(exchange("GET", "/v1/unheard-of", null, 200, HEADERS, "{}"), "Not documented");
        assertThat(API.check(exchange("GET", "/v1/unheard-of", null, 404, HEADERS, "{}")))
                .isEmpty();
    }

    private static void assertWrong(Exchange exchange, String how) {
        assertThatThrownBy(() -> API.check(exchange))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(how);
    }

    private static Exchange read(int status, Map<String, String> headers, String answer) {
        return exchange("GET", "/v1/orders/o-1", null, status, headers, answer);
    }

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put(header, value);
        return headers;
    }

    private static Exchange exchange(
            String method,
            String target,
            @Nullable String body,
            int status,
            Map<String, String> headers,
            String answer) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new Exchange(method, target, Map.of(), body, status, HttpHeaders.of(all, (_, _) -> true), answer);
    }
}
