package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import holdfast.app.tracing.Traces;
import holdfast.inventory.StockCommand.ReleaseHold;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.CommandBus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.jdbc.core.simple.JdbcClient;

@BesideOthers
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The spans of the test's trace, without those of other requests. */
    private static List<SpanData> spans(RunningService service) {
        return service.part(InMemorySpanExporter.class).getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(TRACE))
                .toList();
    }

    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " not in "
                        + spans.stream().map(SpanData::getName).toList()));
    }

    private static void assertWithin(List<SpanData> spans, String child, String parent) {
        assertThat(named(spans, child).getParentSpanId())
                .as("%s is a part of %s", child, parent)
                .isEqualTo(named(spans, parent).getSpanId());
    }

    @Test
    void a_request_its_command_the_step_of_the_process_and_the_stock_s_command_are_one_trace() throws IOException {
        try (RunningService service = RunningService.start(
                "--management.tracing.export.enabled=true",
                "--management.tracing.sampling.probability=1",
                "--management.opentelemetry.tracing.export.schedule-delay=50ms",
                "--spring.main.sources=" + CollectedSpans.class.getName())) {
            Shop shop = service.shop();
            String sku = shop.stock("traced", "5");
            String order = Shop.unique("traced");

            shop.require(
                    201, ShopRequest.place(order, new Line(sku, "1", "2.00")).with("traceparent", PARENT));

            await().atMost(PATIENCE).until(() -> spans(service).size() >= 5);
            List<SpanData> spans = spans(service);
            assertThat(named(spans, "http post /v1/orders").getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertWithin(spans, "PlaceOrder", "http post /v1/orders");
            assertWithin(spans, "after OrderPlaced", "PlaceOrder");
            assertWithin(spans, "ReserveStock", "after OrderPlaced");
            assertWithin(spans, "ConfirmReservation", "after OrderPlaced");
            assertThat(kept(service, order))
                    .contains(TRACE + "-" + named(spans, "PlaceOrder").getSpanId());
        }
    }

    @Test
    void a_step_that_was_left_to_the_process_behind_the_commit_is_a_part_of_the_same_trace() throws IOException {
        try (RunningService service = RunningService.start(
                "--management.tracing.export.enabled=true",
                "--management.opentelemetry.tracing.export.schedule-delay=50ms",
                "--spring.main.sources=" + CollectedSpans.class.getName())) {
            Shop shop = service.shop();
            String sku = shop.stock("traced", "5");
            String order = Shop.unique("traced");
            shop.require(201, ShopRequest.place(order, new Line(sku, "2", "2.00")));
            failOnce(service);

            shop.require(200, ShopRequest.cancel(order).with("traceparent", PARENT));

            shop.awaitLevel(sku, new Level("5", "0", "5"));
            assertThat(Scrape.of(shop).sum("holdfast_reservation_left_total")).isEqualTo(1);
            await().atMost(PATIENCE).untilAsserted(() -> {
                List<SpanData> done = spans(service).stream()
                        .filter(span -> span.getStatus().getStatusCode() != StatusCode.ERROR)
                        .toList();
                assertThat(done).anyMatch(span -> span.getName().equals("ReleaseHold"));
                SpanData release = named(done, "ReleaseHold");
                SpanData step = spans(service).stream()
                        .filter(span -> span.getSpanId().equals(release.getParentSpanId()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("The step has not ended"));
                assertThat(step.getName()).isEqualTo("after OrderCancelled");
                assertThat(step.getParentSpanId())
                        .isEqualTo(named(done, "CancelOrder").getSpanId());
            });
        }
    }

    private static void failOnce(RunningService service) {
        AtomicBoolean failed = new AtomicBoolean();
        service.part(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
            if (work.getMessage().getPayload() instanceof ReleaseHold && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("The stock cannot be released now, for a test");
            }
            return chain.proceed();
        });
    }

    private static String kept(RunningService service, String order) {
        byte[] metaData = service.part(JdbcClient.class)
                .sql("select metadata from domain_event where aggregate_id = ? and sequence_number = 0")
                .param(order)
                .query(byte[].class)
                .single();
        return new String(Objects.requireNonNull(metaData), StandardCharsets.UTF_8);
    }

    @Test
    void traces_go_to_the_endpoint_that_is_set() throws IOException {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
        try (RunningService service = RunningService.start(
                "--management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint,
                "--management.opentelemetry.tracing.export.schedule-delay=100ms",
                "--management.tracing.sampling.probability=1")) {
            service.shop().stock("traced", "5");

            await().atMost(PATIENCE).until(() -> received.stream().anyMatch(body -> body.contains("ReceiveStock")));
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void nothing_is_collected_by_default_and_the_caller_s_trace_is_kept_as_it_is() throws IOException {
        try (RunningService service = RunningService.start()) {
            Shop shop = service.shop();
            String sku = shop.stock("untraced", "5");
            String order = Shop.unique("untraced");

            shop.require(
                    201, ShopRequest.place(order, new Line(sku, "1", "2.00")).with("traceparent", PARENT));

            assertThat(kept(service, order)).contains(PARENT);
            assertThat(service.part(Traces.class)).isSameAs(Traces.NONE);
            assertThatThrownBy(() -> service.part(OpenTelemetry.class))
                    .isInstanceOf(NoSuchBeanDefinitionException.class);
        }
    }
}
