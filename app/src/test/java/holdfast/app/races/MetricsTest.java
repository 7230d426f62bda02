package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.metrics.CommandLatencies;
import holdfast.app.metrics.CommandLatencies.Latency;
import holdfast.app.metrics.RefusedAttempts;
import holdfast.app.races.ShopRequest.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scrape shows after a known amount of traffic; nobody clears deadlines here, so that one is overdue. */
@BesideOthers
class MetricsTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);
    private static final Pattern USED = Pattern.compile("\\b(holdfast|http|hikaricp|jvm|process)_\\w+(?=[{)\\[])");
    private static final int BUYERS = 20;

    private static RunningService service;
    private static Scrape scrape;

    @BeforeAll
    static void shop() {
        service = RunningService.start("--db-scheduler.enabled=false");
        Shop shop = service.shop();
        String sku = shop.stock("metrics", "10");
        List<ShopAnswer> answers = AtOnce.run(
                BUYERS, _ -> shop.send(ShopRequest.place(Shop.unique("metrics"), new Line(sku, "1", "2.00"))));
        String order = answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow()
                .text("orderId");
        shop.require(412, ShopRequest.comp(order, "1").ifMatch(1));
        ShopRequest payment = ShopRequest.pay(order, "2.00").withKey(Shop.unique("key"));
        shop.require(201, payment);
        shop.require(201, payment);
        ShopRequest second = ShopRequest.pay(order, "2.00").withKey(Shop.unique("key"));
        shop.require(409, second);
        shop.require(409, second);
        String late = shop.stock("metrics", "1");
        shop.require(201, ShopRequest.place(Shop.unique("metrics"), "PT3S", new Line(late, "1", "2.00")));
        shop.require(201, ShopRequest.receive(sku, "1"));
        shop.require(201, ShopRequest.place(Shop.unique("metrics"), "PT50S", new Line(sku, "1", "2.00")));
        shop.require(200, ShopRequest.get("/v1/audit/conservation"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Scrape.of(shop).sum("holdfast_deadlines_overdue_age_seconds") > 0);
        scrape = Scrape.of(shop);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void each_documented_metric_is_there() throws IOException {
        List<String> documented = DOCUMENTED
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(documented).hasSizeGreaterThan(25);
        assertThat(scrape.names()).containsAll(documented);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus/alerts.yml", "prometheus/alerts.test.yml", "grafana/holdfast.json"})
    void alerts_and_charts_use_metrics_that_are_there(String file) throws IOException {
        String text = Files.readString(Path.of("..", "ops", file));

        assertThat(USED.matcher(text).results().map(MatchResult::group))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(scrape.names()).contains(name));
    }

    @Test
    void each_metric_of_the_service_is_documented() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(scrape.names())
                .filteredOn(name -> name.startsWith("holdfast_"))
                .map(name -> name.replaceFirst("_(count|sum|max|bucket)$", ""))
                .allSatisfy(name -> assertThat(page).contains("`" + name));
    }

    @Test
    void commands_are_timed_by_kind_and_outcome() {
        assertThat(scrape.sum(
                        "holdfast_commands_latency_seconds_count", "command=\"PlaceOrder\"", "outcome=\"success\""))
                .isEqualTo(BUYERS + 2);
        assertThat(scrape.sum(
                        "holdfast_commands_latency_seconds_bucket",
                        "command=\"PlaceOrder\"",
                        "outcome=\"success\"",
                        "le=\"+Inf\""))
                .isEqualTo(BUYERS + 2);
        assertThat(scrape.sum("holdfast_commands_latency_seconds_count", "command=\"PayOrder\"", "outcome=\"success\""))
                .isEqualTo(1);
        assertThat(scrape.sum("holdfast_commands_latency_seconds_count", "outcome=\"refused\""))
                .isEqualTo(2);
        assertThat(scrape.sum("holdfast_commands_latency_seconds_count", "outcome=\"failed\""))
                .isZero();
        assertThat(scrape.sum("holdfast_commands_waiting_seconds_count"))
                .isEqualTo(scrape.sum("holdfast_commands_latency_seconds_count"));
    }

    @Test
    void groups_tell_how_many_commands_share_a_commit() {
        assertThat(scrape.sum("holdfast_commands_group_sum"))
                .isEqualTo(scrape.sum("holdfast_commands_waiting_seconds_count"));
        assertThat(scrape.sum("holdfast_commands_commit_seconds_count"))
                .isEqualTo(scrape.sum("holdfast_commands_group_count"));
        assertThat(scrape.sum("holdfast_commands_queue")).isZero();
        assertThat(scrape.sum("holdfast_commands_queue_capacity", "lane=\"lane-0\""))
                .isEqualTo(4096);
        assertThat(scrape.sum("holdfast_commands_turned_away_total")).isZero();
    }

    @Test
    void refusals_are_counted_once_by_their_slug() {
        assertThat(scrape.sum("holdfast_refusals_total", "reason=\"insufficient-stock\""))
                .isEqualTo(BUYERS - 10);
        assertThat(scrape.sum("holdfast_refusals_total", "reason=\"already-paid\""))
                .isEqualTo(1);
        assertThat(scrape.sum("holdfast_refusals_total", "reason=\"version-conflict\""))
                .isEqualTo(1);
        assertThat(scrape.sum("holdfast_refusals_total")).isEqualTo(BUYERS - 10 + 2);
        assertThat(scrape.sum("holdfast_idempotency_replays_total")).isEqualTo(2);
    }

    @Test
    void requests_are_counted_by_route() {
        assertThat(scrape.sum(
                        "http_server_requests_seconds_bucket",
                        "uri=\"/v1/orders/{orderId}/payments\"",
                        "status=\"409\"",
                        "le=\"+Inf\""))
                .isEqualTo(2);
        assertThat(scrape.samples())
                .as("no ids in labels")
                .noneSatisfy(sample -> assertThat(sample.labels()).contains("metrics-"));
    }

    @Test
    void open_orders_and_deadlines_are_counted() {
        assertThat(scrape.sum("holdfast_orders_open")).isEqualTo(10 - 1 + 2);
        assertThat(scrape.sum("holdfast_deadlines_due_soon")).isEqualTo(1);
        assertThat(scrape.sum("holdfast_deadlines_overdue")).isEqualTo(1);
        assertThat(scrape.sum("holdfast_deadlines_overdue_age_seconds")).isBetween(0.0, 300.0);
    }

    @Test
    void the_screen_shows_what_was_prevented_and_what_is_due_and_overdue() throws IOException {
        String page = page("/");

        assertThat(page)
                .containsPattern(shown("Oversells", BUYERS - 10))
                .containsPattern(shown("Double payments", 1))
                .containsPattern(shown("Lost updates", 1))
                .containsPattern(shown("Late payments", 0))
                .containsPattern(shown("Deadlines within 5 min", 1))
                .containsPattern(shown("Overdue, not cleared up yet", 1))
                .containsPattern(shown("Last audit", "all conserved"))
                .containsPattern("Place order</th>\\s*<td class=\"num\">" + (BUYERS + 2) + "</td>")
                .containsPattern(shown("orders", "up to date"))
                .containsPattern(shown("stock", "up to date"));
    }

    private static Pattern shown(String what, Object value) {
        return Pattern.compile(
                "<dt>" + what + "(<span class=\"hint\">[^<]*</span>)?</dt>\\s*<dd>(\\s*<[^>]*>)*" + value + "<");
    }

    private static String page(String path) throws IOException {
        try (InputStream body = service.shop()
                .open(ShopRequest.get(path).with("Accept", "text/html"))
                .body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void steps_of_the_process_are_settled_with_their_orders() {
        assertThat(scrape.sum("holdfast_reservation_settled_total")).isEqualTo(BUYERS + 2 + 1);
        assertThat(scrape.sum("holdfast_reservation_left_total")).isZero();
        assertThat(scrape.sum("holdfast_parked_orders")).isZero();
    }

    @Test
    void the_store_tells_what_is_in_it() {
        assertThat(scrape.sum("holdfast_store_events_total", "type=\"OrderPlaced\""))
                .isEqualTo(BUYERS + 2);
        assertThat(scrape.sum("holdfast_store_events_total", "type=\"OrderRejected\""))
                .isEqualTo(BUYERS - 10);
        assertThat(scrape.sum("holdfast_store_head")).isBetween(1.0, scrape.sum("holdfast_store_events_total"));
        assertThat(scrape.sum("holdfast_store_size_bytes")).isGreaterThan(1_000_000);
        assertThat(scrape.sum("hikaricp_connections_max")).isEqualTo(24);
    }

    @Test
    void the_last_audit_is_there() {
        assertThat(scrape.sum("holdfast_audit_discrepancies")).isZero();
        assertThat(scrape.sum("holdfast_audit_runs_total", "result=\"clean\"")).isEqualTo(1);
        assertThat(scrape.sum("holdfast_audit_age_seconds")).isBetween(0.0, 300.0);
        assertThat(scrape.sum("holdfast_audit_position")).isPositive();
    }

    @Test
    void the_dashboard_reads_the_same_figures() {
        List<Latency> lately = service.part(CommandLatencies.class).lately();

        Latency placing = lately.stream()
                .filter(latency -> latency.command().equals("PlaceOrder"))
                .findFirst()
                .orElseThrow();
        assertThat(placing.p50()).isPositive().isLessThanOrEqualTo(placing.p95());
        assertThat(placing.p95()).isLessThanOrEqualTo(placing.p99());
        assertThat(service.part(RefusedAttempts.class).byReason())
                .containsEntry("already-paid", 1L)
                .containsEntry("forbidden", 0L);
    }
}
