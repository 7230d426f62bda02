package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a service that was asked to write it as JSON, and to follow each command. */
@BesideOthers
class StructuredLogTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SECRET_REASON = "words-of-a-customer";

    @TempDir
    static Path folder;

    private static final String KEY = Shop.unique("idempotency");
    private static final String ORDER = Shop.unique("logged");
    private static String adminKey = "";

    private static Path log() {
        return folder.resolve("service.log");
    }

    @BeforeAll
    static void shop() throws IOException {
        try (ServiceProcess service = ServiceProcess.start(
                folder.resolve("data"),
                log(),
                "--logging.structured.format.console=ecs",
                "--logging.level.holdfast.app.commandbus.CommandLog=debug")) {
            Shop shop = service.shop();
            adminKey = shop.key();
            String sku = shop.stock("logged", "5");
            shop.require(
                    201,
                    ShopRequest.place(ORDER, new Line(sku, "1", "2.00"))
                            .withKey(KEY)
                            .with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
            shop.require(
                    200, ShopRequest.of("POST", "/v1/orders/" + ORDER + "/cancel", Map.of("reason", SECRET_REASON)));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> lines().anyMatch(
                                    line -> line.path("command").asString("").equals("CancelOrder")));
        }
    }

    /** The virtual machine writes its own warnings as they are. */
    private static Stream<JsonNode> lines() throws IOException {
        return Files.readAllLines(log()).stream()
                .filter(line -> !line.startsWith("WARNING: ") && !line.contains(" VM warning: "))
                .map(JSON::readTree);
    }

    @Test
    void each_line_is_json_with_its_time_level_and_text() throws IOException {
        List<JsonNode> lines = lines().toList();

        assertThat(lines).hasSizeGreaterThan(10).allSatisfy(line -> {
            assertThat(line.path("@timestamp").asString("")).isNotEmpty();
            assertThat(line.at("/log/level").asString("")).isNotEmpty();
            assertThat(line.path("message").asString("")).isNotEmpty();
        });
    }

    @Test
    void a_command_is_found_by_its_trace_and_by_its_order() throws IOException {
        JsonNode placing = lines().filter(
                        line -> line.path("traceId").asString("").equals(TRACE))
                .findFirst()
                .orElseThrow();

        assertThat(placing.path("command").asString("")).isEqualTo("PlaceOrder");
        assertThat(placing.path("outcome").asString("")).isEqualTo("success");
        assertThat(placing.path("orderId").asString("")).isEqualTo(ORDER);
        assertThat(placing.path("aggregateId").asString("")).isEqualTo(ORDER);
        assertThat(lines().filter(line -> line.path("orderId").asString("").equals(ORDER))
                        .map(line -> line.path("command").asString("")))
                .containsSubsequence("PlaceOrder", "CancelOrder");
    }

    @Test
    void neither_keys_nor_bodies_are_in_it() throws IOException {
        assertThat(Files.readString(log())).doesNotContain(adminKey, KEY, SECRET_REASON);
    }
}
