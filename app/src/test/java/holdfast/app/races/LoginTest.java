package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may see the pages, and with what; the API knows no sessions. */
@ExtendWith(SharedService.class)
class LoginTest {

    private static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final Duration SOON = Duration.ofSeconds(30);

    private static RunningService service;

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void open(RunningService shared) {
        service = shared;
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Nested
    class Without_a_session {

        @Test
        void a_page_leads_to_the_log_in_and_back() throws Exception {
            HttpResponse<String> answer = get("/orders/o-1", PAGE);

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).hasValue("/login?to=/orders/o-1");
            assertThat(logIn("/orders/o-1").headers().firstValue("Location")).hasValue("/orders/o-1");
        }

        @Test
        void nobody_is_led_to_another_host() throws Exception {
            assertThat(logIn("//elsewhere.example/").headers().firstValue("Location"))
                    .hasValue("/");
        }

        @Test
        void whoever_is_no_browser_is_told_what_is_missing() throws Exception {
            for (String path : List.of("/", "/live", "/orders/o-1", "/v1/dashboard")) {
                HttpResponse<String> answer = get(path, "*/*");
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            assertThat(get("/v1/orders", PAGE).statusCode()).isEqualTo(401);
        }

        @Test
        void a_wrong_key_opens_nothing() throws Exception {
            for (String key : List.of("hf_" + "A".repeat(43), "letmein", "")) {
                HttpResponse<String> answer = logIn(key, "/");
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body()).contains("This key is not known here.");
                assertThat(cookies).doesNotContainKey("holdfast-session");
            }
        }

        @Test
        void a_form_from_elsewhere_opens_nothing() throws Exception {
            HttpResponse<String> answer =
                    post("/login", Map.of("key", service.shop().key()), Map.of("Accept", PAGE));

            assertThat(answer.headers().firstValue("Location")).hasValue("/login");
            assertThat(cookies).doesNotContainKey("holdfast-session");
        }
    }

    @Nested
    class With_a_session {

        @Test
        void pages_are_shown() throws Exception {
            logIn("/");

            HttpResponse<String> page = get("/", PAGE);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Latest orders")
                    .doesNotContain(service.shop().key());
        }

        @Test
        void the_cookie_is_out_of_reach_and_tells_nothing_of_the_key() throws Exception {
            String cookie = sessionCookie(logIn("/"));

            assertThat(cookie)
                    .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
                    .doesNotContain("; Secure");
            assertThat(cookie).doesNotContain(service.shop().key().substring(3));
        }

        @Test
        void the_cookie_stays_on_secure_ways_behind_a_proxy_that_has_one() throws Exception {
            String cookie = sessionCookie(
                    logIn(service.shop().key(), "/", Map.of("Accept", PAGE, "X-Forwarded-Proto", "https")));

            assertThat(cookie).contains("; Secure");
        }

        @Test
        void the_API_knows_nothing_of_it() throws Exception {
            logIn("/");

            assertThat(get("/v1/orders", "*/*").statusCode()).isEqualTo(401);
            assertThat(get("/actuator/prometheus", "*/*").statusCode()).isEqualTo(401);
        }

        @Test
        void logging_out_ends_it_also_for_who_kept_the_cookie() throws Exception {
            logIn("/");
            String kept = cookies.get("holdfast-session");
            String form = tokenOf(get("/", PAGE));

            HttpResponse<String> answer = post("/logout", Map.of("_csrf", form), Map.of("Accept", PAGE));

            assertThat(answer.headers().firstValue("Location")).hasValue("/login");
            assertThat(cookies.get("holdfast-session")).isEmpty();
            cookies.put("holdfast-session", kept);
            assertThat(get("/", PAGE).statusCode()).isEqualTo(302);
        }

        @Test
        void logging_out_ends_what_is_followed_live() throws Exception {
            logIn("/");
            String form = tokenOf(get("/", PAGE));
            try (LiveClient dashboard = follow("/live");
                    LiveClient order = follow("/orders/o-1/live")) {
                dashboard.awaitPart("status", "Paid");

                post("/logout", Map.of("_csrf", form), Map.of("Accept", PAGE));

                dashboard.awaitPart("ended", "-");
                order.awaitPart("ended", "-");
                dashboard.awaitEnd(SOON);
                order.awaitEnd(SOON);
            }
        }

        @Test
        void what_is_followed_live_ends_when_its_time_is_over() throws Exception {
            logIn("/");
            try (LiveClient dashboard = follow("/live")) {
                dashboard.awaitPart("status", "Paid");

                expireAll();

                dashboard.awaitPart("ended", "-");
                dashboard.awaitEnd(SOON);
            }
        }

        @Test
        void nobody_is_logged_out_from_elsewhere() throws Exception {
            logIn("/");

            post("/logout", Map.of(), Map.of("Accept", PAGE));

            assertThat(get("/", PAGE).statusCode()).isEqualTo(200);
        }

        @Test
        void it_is_over_when_its_time_is() throws Exception {
            logIn("/");
            expireAll();

            assertThat(get("/", PAGE).statusCode()).isEqualTo(302);
        }

        @Test
        void nothing_from_elsewhere_and_nothing_inline_may_run_on_a_page() throws Exception {
            logIn("/");

            HttpResponse<String> page = get("/", PAGE);

            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
            assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
            assertThat(page.body()).doesNotContain("style=", "onclick=", "<script>", "//cdn");
        }

        @Test
        void a_page_that_is_not_there_says_so_as_a_page() throws Exception {
            logIn("/");

            HttpResponse<String> page = get("/orders/no-such-order", PAGE);

            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
            assertThat(page.body()).contains("There is no order no-such-order.");
        }
    }

    private static void expireAll() {
        service.part(JdbcClient.class)
                .sql("update browser_session set expires_at = now() - interval '1 second'")
                .update();
    }

    private LiveClient follow(String path) throws IOException, InterruptedException {
        return LiveClient.of(
                http.send(request(path).header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream()));
    }

    private HttpResponse<String> logIn(String to) throws Exception {
        return logIn(service.shop().key(), to);
    }

    private HttpResponse<String> logIn(String key, String to) throws Exception {
        return logIn(key, to, Map.of("Accept", PAGE));
    }

    private HttpResponse<String> logIn(String key, String to, Map<String, String> headers) throws Exception {
        String form = tokenOf(get("/login", PAGE));
        return post("/login", Map.of("key", key, "to", to, "_csrf", form), headers);
    }

    private static String tokenOf(HttpResponse<String> page) {
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as(page.body()).isTrue();
        return token.group(1);
    }

    private static String sessionCookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("holdfast-session="))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return send(request(path).header("Accept", accept));
    }

    private HttpResponse<String> post(String path, Map<String, String> form, Map<String, String> headers)
            throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        URI address = service.shop().service().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.substring(0, (cookie + ";").indexOf(';')).split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }
}
