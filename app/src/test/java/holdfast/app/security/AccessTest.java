package holdfast.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import holdfast.app.BesideOthers;
import holdfast.app.HoldfastApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
@BesideOthers
@ResourceLock(Resources.SYSTEM_OUT)
class AccessTest {

    private static final String UNKNOWN_KEY = "hf_" + "A".repeat(43);

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext service;
    private static String firstLog;
    private static String adminKey;

    @BeforeAll
    static void start(CapturedOutput output) throws IOException {
        service = startService();
        firstLog = output.getAll();
        adminKey = Files.readString(data.resolve("admin.key")).strip();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Nested
    class Without_a_known_key {

        @Test
        void health_is_open_to_everybody() throws Exception {
            assertThat(get("/actuator/health", null).statusCode()).isEqualTo(200);
            assertThat(get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
            assertThat(get("/actuator/health/readiness", null).statusCode()).isEqualTo(200);
            assertThat(get("/actuator/health", "Bearer " + UNKNOWN_KEY).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void everything_else_asks_for_a_key() throws Exception {
            assertUnauthenticated(get("/v1/orders", null), "/v1/orders");
            assertUnauthenticated(get("/actuator/prometheus", null), "/actuator/prometheus");
            assertUnauthenticated(get("/", null), "/");
            assertUnauthenticated(get("/error", null), "/error");
        }

        @Test
        void a_wrong_key_is_refused() throws Exception {
            assertUnauthenticated(get("/v1/orders", "Bearer " + UNKNOWN_KEY), "/v1/orders");
        }

        @Test
        void a_malformed_header_is_refused() throws Exception {
            for (String header :
                    new String[] {"Bearer", "Bearer ", "Basic YTpi", adminKey, "Bearer " + adminKey + "x"}) {
                assertUnauthenticated(get("/v1/orders", header), "/v1/orders");
            }
        }

        @Test
        void a_path_that_could_slip_past_a_rule_is_malformed() throws Exception {
            HttpResponse<String> answer = get("/actuator/health/%2e%2e/prometheus", null);

            assertProblem(answer, 400, "malformed-request", "/actuator/health/%2e%2e/prometheus");
        }
    }

    @Nested
    class With_the_admin_key {

        @Test
        void requests_are_let_in() throws Exception {
            assertThat(get("/actuator/prometheus", "Bearer " + adminKey).statusCode())
                    .isEqualTo(200);
            assertThat(get("/actuator/prometheus", "bearer " + adminKey).statusCode())
                    .isEqualTo(200);
            assertThat(get("/v1/nothing-here", "Bearer " + adminKey).statusCode())
                    .isEqualTo(404);
        }

        @Test
        void no_session_is_made() throws Exception {
            assertThat(get("/v1/nothing-here", "Bearer " + adminKey).headers().map())
                    .doesNotContainKey("set-cookie");
        }
    }

    @Nested
    class With_a_key_of_another_role {

        @Test
        void administration_is_forbidden() throws Exception {
            ApiKey key = ApiKey.random();
            service.getBean(ApiKeys.class).add(key, new Caller("till-3", "CLERK"));

            HttpResponse<String> answer = get("/v1/admin/processors", "Bearer " + key.secret());

            assertProblem(answer, 403, "forbidden", "/v1/admin/processors");
        }
    }

    @Nested
    class The_admin_key {

        @Test
        void is_readable_by_its_owner_only() throws IOException {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("admin.key"))))
                    .isEqualTo("rw-------");
            assertThat(adminKey).matches("hf_[A-Za-z0-9_-]{43}");
        }

        @Test
        void is_not_in_the_log_but_its_file_is() {
            assertThat(firstLog)
                    .contains("The admin key is in " + data.resolve("admin.key"))
                    .doesNotContain(adminKey)
                    .doesNotContain("generated security password");
        }

        @Test
        void is_in_the_store_as_a_hash_only() {
            assertThat(service.getBean(JdbcClient.class)
                            .sql(
                                    "select count(*) from api_key where hash = sha256(convert_to(?, 'UTF8')) and name = 'admin'")
                            .param(adminKey)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }

        @Test
        void survives_a_restart() throws Exception {
            service.close();
            service = startService();

            assertThat(Files.readString(data.resolve("admin.key")).strip()).isEqualTo(adminKey);
            assertThat(get("/actuator/prometheus", "Bearer " + adminKey).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void is_taken_from_its_file_after_a_crash_before_the_store_knew_it() throws Exception {
            service.getBean(JdbcClient.class).sql("delete from api_key").update();

            service.getBean(AdminKey.class).afterSingletonsInstantiated();

            assertThat(Files.readString(data.resolve("admin.key")).strip()).isEqualTo(adminKey);
            assertThat(service.getBean(ApiKeys.class).isEmpty()).isFalse();
        }

        @Test
        void is_made_once_when_several_nodes_start_together_on_an_empty_store() {
            JdbcClient jdbc = service.getBean(JdbcClient.class);
            jdbc.sql("delete from api_key").update();
            AdminKey node = service.getBean(AdminKey.class);

            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(node::afterSingletonsInstantiated))
                            .limit(8)
                            .toArray(CompletableFuture<?>[]::new))
                    .join();

            assertThat(jdbc.sql("select count(*) from api_key")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }

        @Test
        void is_not_made_again_by_a_node_without_the_file() throws IOException {
            Path file = data.resolve("admin.key");
            Path away = Files.move(file, data.resolve("admin.key.away"));

            service.getBean(AdminKey.class).afterSingletonsInstantiated();

            assertThat(file).doesNotExist();
            Files.move(away, file);
        }
    }

    @Test
    void axon_works_in_the_transactions_of_the_store() {
        assertThat(service.getBean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
        assertThat(service.getBean(org.axonframework.config.Configuration.class).getComponent(TransactionManager.class))
                .isInstanceOf(SpringTransactionManager.class);
    }

    private static ConfigurableApplicationContext startService() {
        return new SpringApplicationBuilder(HoldfastApplication.class)
                .run("--server.port=0", "--holdfast.data-dir=" + data, "--db-scheduler.enabled=false");
    }

    private static HttpResponse<String> get(String path, @Nullable String authorization)
            throws IOException, InterruptedException {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static void assertUnauthenticated(HttpResponse<String> answer, String path) {
        assertProblem(answer, 401, "unauthenticated", path);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String slug, String path) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JsonPath.<String>read(answer.body(), "$.type")).isEqualTo("https://holdfast.dev/problems/" + slug);
        assertThat(JsonPath.<Integer>read(answer.body(), "$.status")).isEqualTo(status);
        assertThat(JsonPath.<String>read(answer.body(), "$.instance")).isEqualTo(path);
        assertThat(JsonPath.<String>read(answer.body(), "$.title")).isNotBlank();
        assertThat(JsonPath.<String>read(answer.body(), "$.detail")).isNotBlank();
    }
}
