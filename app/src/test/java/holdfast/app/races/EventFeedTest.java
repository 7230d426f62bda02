package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.races.FeedClient.Received;
import holdfast.app.races.ShopRequest.Line;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The feed of events: in order, without a gap, each once, for any number of readers. */
@ExtendWith(SharedService.class)
class EventFeedTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static long position(ShopAnswer answer) {
        return Long.parseLong(answer.headers().firstValue("X-Position").orElseThrow());
    }

    private static long head(Shop shop) {
        return position(shop.require(201, ShopRequest.receive(shop.stock("head", "1"), "1")));
    }

    /** All pages, one after the other, up to a position. */
    private static List<Received> pages(Shop shop, String query, long until) {
        List<Received> all = new ArrayList<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            ShopAnswer page = shop.require(
                    200,
                    ShopRequest.get("/v1/events?limit=200" + query + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                            .with("X-Min-Position", "" + until));
            page.body()
                    .required("items")
                    .forEach(item ->
                            all.add(new Received(item.required("position").asLong(), item.toString())));
            JsonNode next = page.body().required("nextCursor");
            assertThat(page.header("Link") == null).isEqualTo(next.isNull());
            cursor = next.isNull() ? null : next.asString();
        }
        return all.stream().filter(event -> event.id() <= until).toList();
    }

    private static List<Received> upTo(List<Received> events, long until) {
        return events.stream().filter(event -> event.id() <= until).toList();
    }

    @Test
    void a_reader_gets_every_event_once_and_in_order_while_many_write(Shop shop) {
        String sku = shop.stock("feed", "1000");
        long start = head(shop);
        try (FeedClient all = FeedClient.open(shop, "", null);
                FeedClient live = FeedClient.open(shop, "", start)) {
            AtOnce.run(16, writer -> {
                for (int i = 0; i < 8; i++) {
                    shop.require(201, ShopRequest.place(unique("feed"), new Line(sku, "1", "1.00")));
                }
                return writer;
            });
            long end = head(shop);
            List<Received> truth = pages(shop, "", end);

            assertThat(truth.stream().map(Received::id)).isSorted().doesNotHaveDuplicates();
            assertThat(upTo(all.awaitId(end), end)).isEqualTo(truth);
            assertThat(upTo(live.awaitId(end), end))
                    .isEqualTo(
                            truth.stream().filter(event -> event.id() > start).toList())
                    .hasSizeGreaterThan(16 * 8 * 2);
        }
    }

    @Test
    void an_event_says_what_happened_to_whom_and_when(Shop shop) {
        String sku = shop.stock("feed", "10");
        String order = unique("order");
        ShopAnswer placed = shop.require(201, ShopRequest.place(order, new Line(sku, "2", "1.50")));

        List<Received> events = pages(shop, "&aggregateId=" + order, position(placed));

        JsonNode first = JSON.readTree(events.getFirst().data());
        assertThat(first.propertyNames())
                .containsExactly("position", "type", "aggregateType", "aggregateId", "version", "at", "data");
        assertThat(first.required("type").asString()).isEqualTo("OrderPlaced");
        assertThat(first.required("aggregateType").asString()).isEqualTo("Order");
        assertThat(first.required("aggregateId").asString()).isEqualTo(order);
        assertThat(first.required("version").asLong()).isEqualTo(1);
        assertThat(first.required("at").asString()).isEqualTo(placed.text("placedAt"));
        assertThat(first.at("/data/lines/0/quantity").asString()).isEqualTo("2");
        assertThat(events.stream().map(event -> typeOf(event))).containsExactly("OrderPlaced", "OrderReserved");
    }

    private static String typeOf(Received event) {
        return JSON.readTree(event.data()).required("type").asString();
    }

    @Test
    void filters_by_type_and_aggregate(Shop shop) {
        String sku = shop.stock("feed", "10");
        long start = head(shop);
        String order = unique("order");
        shop.require(201, ShopRequest.place(order, new Line(sku, "1", "1.00")));
        shop.require(201, ShopRequest.addLines(order, new Line(sku, "1", "1.00")));
        shop.require(201, ShopRequest.pay(order, "2.00"));
        String later = "&from=" + (start + 1);
        long end = head(shop);

        for (String filter : List.of(
                "&types=OrderPaid,OrderPlaced&aggregateId=" + order,
                "&types=OrderPaid&aggregateType=Order" + later,
                "&aggregateType=StockItem" + later,
                "&aggregateId=" + sku + "@main" + later)) {
            List<Received> events = pages(shop, filter, end);
            assertThat(events).as(filter).isNotEmpty();
            try (FeedClient client = FeedClient.open(shop, "?" + filter.substring(1), null)) {
                assertThat(upTo(client.awaitId(events.getLast().id()), end)).isEqualTo(events);
            }
        }
        assertThat(pages(shop, "&types=OrderPaid,OrderPlaced&aggregateId=" + order, end).stream()
                        .map(EventFeedTest::typeOf))
                .containsExactly("OrderPlaced", "OrderPaid");
        assertThat(pages(shop, later, end).stream().map(EventFeedTest::typeOf))
                .contains("LinesAdded", "StockReserved")
                .doesNotContain("AdditionRequested", "AmendmentApplied");
    }

    @Test
    void from_is_the_first_position(Shop shop) {
        long head = head(shop);
        assertThat(pages(shop, "&from=" + head, head).stream().map(Received::id))
                .containsExactly(head);
    }

    @Test
    void a_reader_goes_on_after_the_last_event_that_it_got(Shop shop) {
        String sku = shop.stock("feed", "100");
        long start = head(shop);
        List<Received> parts = new ArrayList<>();
        long last = start;
        for (int part = 0; part < 5; part++) {
            try (FeedClient client = FeedClient.open(shop, "", last)) {
                long seen = last;
                shop.require(201, ShopRequest.issue(sku, "1"));
                shop.require(201, ShopRequest.issue(sku, "1"));
                await().until(() -> client.received().size() >= 1);
                Received first = client.received().getFirst();
                assertThat(first.id()).isGreaterThan(seen);
                parts.add(first);
                last = first.id();
            }
        }
        long end = last;
        assertThat(parts).isEqualTo(pages(shop, "&from=" + (start + 1), end));
    }

    @Test
    void a_reader_goes_on_after_a_restart(@TempDir Path data) throws Exception {
        List<Received> before;
        try (RunningService service = RunningService.startOn(data)) {
            Shop shop = service.shop();
            long end = head(shop);
            try (FeedClient client = FeedClient.open(shop, "", null)) {
                before = client.awaitId(end);
            }
        }
        try (RunningService service = RunningService.startOn(data)) {
            Shop shop = service.shop();
            Received last = before.get(1);
            try (FeedClient client = FeedClient.open(shop, "", last.id())) {
                long end = head(shop);
                List<Received> after = client.awaitId(end);
                assertThat(after).startsWith(before.get(2));
                assertThat(pages(shop, "", end))
                        .startsWith(before.get(0), before.get(1))
                        .endsWith(after.getLast());
                assertThat(after).isEqualTo(pages(shop, "&from=" + (last.id() + 1), end));
            }
        }
    }

    @Test
    void five_hundred_readers_get_every_event_once_and_in_order(Shop shop) {
        String sku = shop.stock("feed", "1000");
        long start = head(shop);
        List<FeedClient> clients = new ArrayList<>(AtOnce.run(500, i -> FeedClient.open(shop, "", start)));
        try {
            AtOnce.run(5, writer -> {
                IntStream.range(0, 10).forEach(i -> shop.require(201, ShopRequest.issue(sku, "1")));
                return writer;
            });
            long end = head(shop);
            List<Received> truth = pages(shop, "&from=" + (start + 1), end);
            assertThat(truth).hasSizeGreaterThan(50);
            for (FeedClient client : clients) {
                assertThat(upTo(client.awaitId(end), end)).isEqualTo(truth);
            }
        } finally {
            clients.forEach(FeedClient::close);
        }
    }

    @Test
    void a_reader_hears_a_heartbeat_while_nothing_happens_and_one_too_many_is_sent_away() throws Exception {
        try (RunningService service =
                RunningService.start("--holdfast.feed.heartbeat=PT0.2S", "--holdfast.feed.max-readers=2")) {
            Shop shop = service.shop();
            try (FeedClient client = FeedClient.open(shop, "", null);
                    FeedClient picky = FeedClient.open(shop, "?types=OrderPaid", null)) {
                await().atMost(Duration.ofSeconds(20)).until(() -> client.heartbeats() > 5);
                assertThat(client.received()).isEmpty();

                // What it did not ask for does not keep it quiet.
                int before = picky.heartbeats();
                String sku = shop.stock("feed", "100");
                await().atMost(Duration.ofSeconds(20)).until(() -> {
                    shop.require(201, ShopRequest.issue(sku, "1"));
                    return picky.heartbeats() > before + 5;
                });
                assertThat(picky.received()).isEmpty();

                assertThat(shop.send(FeedClient.request("", null)).outcome()).isEqualTo("503 unavailable");
            }
            // A reader that went is noticed by the next thing that is written to it.
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> FeedClient.open(shop, "", null).close());
        }
    }

    @Test
    void readers_are_let_go_at_once_when_the_service_stops(@TempDir Path data) throws Exception {
        List<FeedClient> clients = new ArrayList<>();
        long start;
        try (RunningService service = RunningService.startOn(data)) {
            for (int i = 0; i < 20; i++) {
                clients.add(FeedClient.open(service.shop(), "", null));
            }
            start = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        for (FeedClient client : clients) {
            assertThat(client.endedWithin(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void a_client_that_takes_nothing_delays_no_shutdown_and_resumes_after_it(@TempDir Path data) throws Exception {
        List<Received> truth;
        StalledClient stalled;
        long start;
        try (RunningService service = RunningService.startOn(data)) {
            Shop shop = service.shop();
            stalled = StalledClient.open(shop);
            StalledClient.fillBuffers(shop);
            long end = head(shop);
            try (FeedClient other = FeedClient.open(shop, "", null)) {
                assertThat(upTo(other.awaitId(end), end)).isEqualTo(pages(shop, "", end));
            }
            truth = pages(shop, "", end);
            start = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        List<Long> got = stalled.ids();
        assertThat(got).hasSizeLessThan(truth.size());
        assertThat(truth.stream().map(Received::id)).startsWith(got.toArray(Long[]::new));
        try (RunningService service = RunningService.startOn(data)) {
            Shop shop = service.shop();
            long last = got.isEmpty() ? 0 : got.getLast();
            try (FeedClient client = FeedClient.open(shop, "", last)) {
                long end = truth.getLast().id();
                assertThat(upTo(client.awaitId(end), end))
                        .isEqualTo(truth.stream()
                                .filter(event -> event.id() > last)
                                .toList());
            }
        }
    }

    @Test
    void a_client_that_takes_nothing_is_cut_off_and_leaves_its_place() throws Exception {
        try (RunningService service =
                RunningService.start("--server.tomcat.connection-timeout=PT1S", "--holdfast.feed.max-readers=1")) {
            Shop shop = service.shop();
            StalledClient stalled = StalledClient.open(shop);
            StalledClient.fillBuffers(shop);
            await().atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .untilAsserted(() -> FeedClient.open(shop, "", null).close());
            assertThat(stalled.ids()).hasSizeLessThan(StalledClient.DRAFTS);
        }
    }

    @Test
    void what_cannot_be_is_refused(Shop shop) {
        for (String query : List.of(
                "types=Nothing",
                "types=OrderPaid,",
                "types=",
                "types=AdditionRequested",
                "from=-1",
                "from=x",
                "limit=0",
                "limit=201",
                "cursor=x")) {
            assertThat(shop.send(ShopRequest.get("/v1/events?" + query)).outcome())
                    .as(query)
                    .isEqualTo("422 validation-failed");
            assertThat(shop.send(FeedClient.request("?" + query, null)).outcome())
                    .as(query)
                    .isEqualTo("422 validation-failed");
        }
        assertThat(shop.send(FeedClient.request("", 0L).with("Last-Event-ID", "x"))
                        .outcome())
                .isEqualTo("400 malformed-request");
        assertThat(shop.send(ShopRequest.get("/v1/events").with("Accept", "text/html"))
                        .outcome())
                .isEqualTo("406 not-acceptable");
        assertThat(shop.as("wrong").send(FeedClient.request("", null)).outcome())
                .isEqualTo("401 unauthenticated");
        assertThat(shop.send(ShopRequest.of("HEAD", "/v1/events", null).with("Accept", "text/event-stream"))
                        .status())
                .isEqualTo(200);
        assertThat(shop.send(ShopRequest.of("POST", "/v1/events", Map.of())).status())
                .isEqualTo(405);
    }
}
