package holdfast.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBodyTest extends ApiTest {

    private static final String LINE = "{\"sku\":\"beans\",\"quantity\":\"1.50\"}";

    private static String order(String more) {
        return "{\"lines\":[" + LINE + "]" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    @Nested
    class Accepted {

        @Test
        void values_come_back_exactly_and_absent_ones_as_null() {
            var response = post("/v1/orders", """
                    {"lines":[{"sku":"beans","quantity":0.1000000001,"unitPrice":1E+2}],
                     "at":"2026-01-31T13:00:00.1234567+01:00","window":"PT15M"}""");

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("""
                    {"orderId":null,"lines":[{"sku":"beans","quantity":"0.1000000001","unitPrice":"100"}],\
                    "method":null,"window":"PT15M","at":"2026-01-31T12:00:00.123456Z","count":null,"place":null,\
                    "tags":null}""");
        }

        @Test
        void a_body_may_be_absent_where_it_is_optional() {
            var response = send(request("/v1/optional").POST(java.net.http.HttpRequest.BodyPublishers.noBody()));

            assertThat(response.body()).isEqualTo("{\"given\":false}");
        }
    }

    @Nested
    class Malformed {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {"lines":              | The body is not valid JSON at line 1, column 10.
                {"lines":[]} x         | The body is not valid JSON at line 1, column 14.
                {"lines":[]} {}        | The body goes on after its JSON value.
                {"count":1,"count":2}  | The field count is there twice.
                {"colour":"red"}       | The field colour is not known.
                {"lines":[{"size":1}]} | The field lines[0].size is not known.
                {"lines":{}}           | The field lines must be an array.
                {"lines":["x"]}        | The field lines[0] must be an object.
                {"lines":""}           | The field lines must be an array.
                {"orderId":5}          | The field orderId must be a string.
                {"orderId":true}       | The field orderId must be a string.
                {"orderId":{}}         | The field orderId must be a string.
                {"tags":[7]}           | The field tags[0] must be a string.
                {"count":"1"}          | The field count must be a number.
                {"count":""}           | The field count must be a number.
                {"count":true}         | The field count must be a number.
                {"place":"true"}       | The field place must be true or false.
                {"place":1}            | The field place must be true or false.
                {"method":0}           | The field method must be a string.
                {"window":900}         | The field window must be a string.
                {"at":1700000000}      | The field at must be a string.
                {"at":{"a":1}}         | The field at must be a string.
                {"lines":[{"quantity":true}]} | The field lines[0].quantity must be a decimal as a string or a number.
                {"lines":[{"quantity":{}}]}   | The field lines[0].quantity must be a decimal as a string or a number.
                {"lines":[{"quantity":NaN}]}  | The body is not valid JSON at line 1, column 26.
                []                     | The body must be an object.
                "text"                 | The body must be an object.
                null                   | A JSON body is required.
                """)
        void a_body_that_is_not_the_expected_json_is_400(String body, String detail) {
            assertMalformed(post("/v1/orders", body), detail);
        }

        @Test
        void an_absent_body_is_400() {
            assertMalformed(post("/v1/orders", ""), "A JSON body is required.");
        }

        @Test
        void deep_nesting_is_400() {
            assertMalformed(
                    post("/v1/fingerprint", "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
                    "The JSON is nested too deeply or has too long a part.");
        }

        @Test
        void bytes_that_are_no_utf_8_are_400() {
            var bytes = new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};
            assertProblem(
                    send(request("/v1/orders")
                            .header("Content-Type", "application/json")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(bytes))),
                    400,
                    "malformed-request");
        }
    }

    @Nested
    class Not_acceptable {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                "method":"GOLD"        | method  | must be one of CARD, CASH
                "method":""            | method  | must be one of CARD, CASH
                "window":"15 minutes"  | window  | must be an ISO 8601 duration such as PT15M
                "window":"PT0.5S"      | window  | must be at least PT1S
                "at":"yesterday"       | at      | must be an RFC 3339 time such as 2026-01-31T12:00:00Z
                "at":"2026-02-30T00:00:00Z" | at | must be an RFC 3339 time such as 2026-01-31T12:00:00Z
                "count":1.5            | count   | is not acceptable
                "count":99999999999    | count   | is out of range
                "orderId":""           | orderId | must be 1 to 64 characters of A-Z a-z 0-9 . _ -
                "orderId":"a/b"        | orderId | must be 1 to 64 characters of A-Z a-z 0-9 . _ -
                "tags":["ok","a b"]    | tags[1] | must be 1 to 64 characters of A-Z a-z 0-9 . _ -
                "tags":[null]          | tags[0] | must not be null
                """)
        void a_value_of_the_right_type_is_422(String more, String field, String message) {
            assertInvalid(post("/v1/orders", order(more)), field, message);
            assertInvalid(post("/v1/users/u1/orders", order(more)), field, message);
        }

        @ParameterizedTest
        @CsvSource({"'\"abc\"'", "'\"1e9\"'", "'\"NaN\"'", "'\"+1\"'", "'\" 1\"'", "'\"\"'", "'\"1.\"'", "'\".5\"'"})
        void a_text_that_is_no_decimal_is_422(String quantity) {
            assertInvalid(
                    post("/v1/orders", "{\"lines\":[{\"sku\":\"b\",\"quantity\":" + quantity + "}]}"),
                    "lines[0].quantity",
                    "must be a decimal such as 12 or -11.52");
        }

        @ParameterizedTest
        @CsvSource({
            "1e999999999",
            "1e99999999999",
            "1e-999999999",
            "1234567890123456",
            "0.12345678901",
            "\"0.12345678901\""
        })
        void a_number_out_of_bounds_is_422(String quantity) {
            assertInvalid(
                    post("/v1/orders", "{\"lines\":[{\"sku\":\"b\",\"quantity\":" + quantity + "}]}"),
                    "lines[0].quantity",
                    "must have at most 15 digits before and 10 after the point");
        }

        @Test
        void a_number_of_thousands_of_digits_is_refused() {
            assertThat(post("/v1/orders", "{\"lines\":[{\"sku\":\"b\",\"quantity\":" + "9".repeat(9_000) + "}]}")
                            .statusCode())
                    .isIn(400, 422);
        }

        @Test
        void all_errors_of_a_body_are_told_with_their_places() {
            var response =
                    post("/v1/orders", "{\"lines\":[" + LINE + ",{\"quantity\":\"-1\",\"unitPrice\":\"-0.01\"}]}");

            assertInvalid(response, "lines[1].quantity", "must be more than 0");
            assertInvalid(response, "lines[1].unitPrice", "must be 0 or more");
            assertInvalid(response, "lines[1].sku", "must not be null");
        }

        @Test
        void a_list_without_the_required_lines_is_422() {
            assertInvalid(post("/v1/orders", "{\"lines\":[]}"), "lines", "must not be empty");
            assertInvalid(post("/v1/orders", "{\"lines\":[null]}"), "lines[0]", "must not be null");
        }

        @Test
        void a_primitive_that_is_null_or_absent_is_422() {
            assertInvalid(post("/v1/flags", "{\"on\":null,\"times\":1}"), "on", "must not be null");
            assertInvalid(post("/v1/flags", "{\"on\":true}"), "times", "must not be null");
        }
    }

    @Nested
    class Too_large {

        private static final String BODY = "{\"a\":\"" + "x".repeat(20_000) + "\"}";

        @Test
        void an_announced_length_over_the_limit_is_413() {
            assertProblem(post("/v1/orders", BODY), 413, "payload-too-large");
            assertProblem(post("/v1/orders", "x".repeat(3_000_000)), 413, "payload-too-large");
        }

        @Test
        void a_chunked_body_over_the_limit_is_413() {
            assertProblem(postChunked("/v1/orders", BODY), 413, "payload-too-large");
            assertProblem(postChunked("/v1/orders", "x".repeat(3_000_000)), 413, "payload-too-large");
        }
    }

    @Test
    void the_fingerprint_is_of_method_path_and_exact_bytes_also_after_reading() {
        var first = post("/v1/fingerprint", "{\"a\":1}");

        assertThat(first.body()).contains("{a=1}");
        assertThat(postChunked("/v1/fingerprint", "{\"a\":1}").body()).isEqualTo(first.body());
        assertThat(post("/v1/fingerprint", "{\"a\": 1}").body()).isNotEqualTo(first.body());
        assertThat(post("/v1/fingerprint?x", "{\"a\":1}").body()).isNotEqualTo(first.body());
        assertThat(first.body()).matches("\\[\"[0-9a-f]{64}\",.*");
    }
}
