package holdfast.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest extends ApiTest {

    @Nested
    class Not_served {

        @ParameterizedTest
        @ValueSource(strings = {"/", "/v2", "/v1/orders/", "/error", "/favicon.ico", "/v1/%20"})
        void an_unknown_path_is_404(String path) {
            assertProblem(get(path), 404, "not-found");
        }

        @Test
        void a_wrong_method_is_405_and_says_what_is_allowed() {
            var response = send(request("/v1/orders").DELETE());

            assertProblem(response, 405, "method-not-allowed");
            assertThat(response.headers().firstValue("Allow")).contains("POST");
        }

        @Test
        void an_answer_that_is_not_accepted_is_406_as_a_problem_all_the_same() {
            assertProblem(get("/v1/json", "Accept", "text/html"), 406, "not-acceptable");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "nonsense"
                })
        void another_media_type_is_415(String type) {
            var response =
                    send(request("/v1/orders").header("Content-Type", type).POST(BodyPublishers.ofString("a=b")));

            assertProblem(response, 415, "unsupported-media-type");
        }
    }

    @Nested
    class Parameters {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                /v1/find?sku=b&limit=201    | limit  | must be less than or equal to 200
                /v1/find?sku=b&limit=many   | limit  | must be an integer
                /v1/find?sku=b&method=GOLD  | method | must be one of CARD, CASH
                /v1/find?sku=b&at=now       | at     | must be an RFC 3339 time such as 2026-01-31T12:00:00Z
                /v1/find?sku=b&wait=5s      | wait   | must be an ISO 8601 duration such as PT15M
                /v1/find                    | sku    | is required
                """)
        void a_bad_parameter_is_422(String path, String field, String message) {
            assertInvalid(get(path), field, message);
        }

        @Test
        void a_bad_path_variable_is_422() {
            assertInvalid(
                    post("/v1/users/a%20b/orders", "{\"lines\":[{\"sku\":\"b\",\"quantity\":1}]}"),
                    "userId",
                    "must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
        }
    }

    @Nested
    class Headers {

        @Test
        void their_values_reach_the_controller() {
            var response =
                    post("/v1/headers", "", "If-Match", "\"7\"", "Idempotency-Key", "k!~", "X-Min-Position", "12");

            assertThat(fields(response.body()))
                    .isEqualTo(Map.of("version", "7", "key", "k!~", "given", true, "position", 12));
        }

        @Test
        void absent_ones_have_a_meaning() {
            assertThat(fields(post("/v1/headers", "", "If-Match", "*").body()))
                    .containsEntry("version", "null")
                    .containsEntry("given", false)
                    .containsEntry("position", 0)
                    .hasEntrySatisfying("key", key -> assertThat((String) key).matches("[0-9a-f-]{14}7.*"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"7", "W/\"7\"", "\"7\", \"8\"", "\"x\"", "\"07\"", "\"-1\"", "\"9999999999999999999\"", ""})
        void a_version_that_is_not_one_strong_tag_is_400(String tag) {
            assertProblem(post("/v1/headers", "", "If-Match", tag), 400, "malformed-request");
        }

        @Test
        void a_required_version_that_is_absent_is_428() {
            assertProblem(post("/v1/versioned", ""), 428, "version-required");
            assertThat(fields(post("/v1/versioned", "", "If-Match", "\"7\"").body()))
                    .containsEntry("etag", "\"7\"");
        }

        @Test
        void a_key_must_be_one_of_1_to_255_visible_characters() {
            assertThat(post("/v1/headers", "", "Idempotency-Key", "k".repeat(255))
                            .statusCode())
                    .isEqualTo(200);
            assertProblem(post("/v1/headers", "", "Idempotency-Key", "k".repeat(256)), 400, "malformed-request");
            assertProblem(post("/v1/headers", "", "Idempotency-Key", "a b"), 400, "malformed-request");
            assertProblem(post("/v1/headers", "", "Idempotency-Key", ""), 400, "malformed-request");
            assertProblem(
                    post("/v1/headers", "", "Idempotency-Key", "a", "Idempotency-Key", "b"), 400, "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "x", "1.0", "9999999999999999999", ""})
        void a_position_that_is_no_whole_number_is_400(String position) {
            assertProblem(post("/v1/headers", "", "X-Min-Position", position), 400, "malformed-request");
        }
    }

    @Nested
    class Failures {

        @ParameterizedTest
        @ValueSource(strings = {"store", "transaction"})
        void a_store_that_fails_is_503_and_worth_a_retry(String how) {
            var response = get("/v1/fail/" + how);

            assertProblem(response, 503, "unavailable");
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"error", "other"})
        void the_unforeseen_is_500_and_tells_only_an_id(String how) {
            assertThat((String) assertProblem(get("/v1/fail/" + how), 500, "internal-error")
                            .get("detail"))
                    .matches("An unexpected error was logged with the id [0-9a-f-]{36}\\.");
        }

        @Test
        void a_refusal_carries_its_extensions_in_the_same_json() {
            assertThat(get("/v1/fail/stock").body()).isEqualTo("""
                    {"type":"https://holdfast.dev/problems/insufficient-stock","title":"There is not enough stock",\
                    "status":409,"detail":"Too few beans.","instance":"/v1/fail/stock",\
                    "shortages":[{"available":"10"}]}""");
        }
    }

    @Nested
    class Broken {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET /..;/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET /../../x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET /%2e%2e/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET /a//b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET /<script> HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                    "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                    "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "BREW /v1/orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nX: \u0001\r\nConnection: close\r\n\r\n",
                    "POST /v1/orders HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                    "POST /v1/orders HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n",
                    "POST /v1/orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
                    "\u0016\u0003\u0001 garbage\r\n\r\n"
                })
        void a_request_that_tomcat_or_the_firewall_refuses_gets_a_problem(String request) throws IOException {
            String response = sendRaw(request);

            assertThat(response).startsWith("HTTP/1.1 4");
            assertThat(response.toLowerCase(java.util.Locale.ROOT))
                    .contains("content-type: application/problem+json", "https://holdfast.dev/problems/")
                    .doesNotContain("<html", "exception", "tomcat");
        }

        @Test
        void headers_beyond_all_measure_get_a_problem() {
            assertProblem(get("/v1/json", "X-Long", "x".repeat(30_000)), 400, "malformed-request");
        }
    }
}
