package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.axonserver.StandInServer;
import holdfast.app.axonserver.StandInServer.Fault;
import holdfast.app.races.ShopRequest.Line;
import io.axoniq.axonserver.grpc.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The mode {@code axonserver} over HTTP, by Axon's connector, with a stand-in in the place of Axon Server, which can be
 * had in no test here: it misbehaves as a server, a network or a node between them may.
 */
@ExtendWith(OutputCaptureExtension.class)
@Order(1)
@BesideOthers
@ResourceLock(Resources.SYSTEM_OUT)
class AxonServerModeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ShopRequest READINESS = ShopRequest.get("/actuator/health/readiness");
    private static final ShopRequest LIVENESS = ShopRequest.get("/actuator/health/liveness");

    @TempDir
    static Path folder;

    private static StandInServer server;
    private static RunningService service;
    private static Shop shop;

    @BeforeAll
    static void start() {
        server = StandInServer.start();
        service = startOn(folder.resolve("shared"), server);
        shop = service.shop();
        awaitReady(shop);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        server.close();
    }

    private static RunningService startOn(Path data, StandInServer server) {
        return RunningService.startOn(data, server.settings().toArray(String[]::new));
    }

    static void awaitReady(Shop shop) {
        awaitReadiness(shop, 200);
    }

    private static void awaitReadiness(Shop shop, int status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> shop.send(READINESS).status() == status);
    }

    private static Line one(String sku) {
        return new Line(sku, "1", "2.00");
    }

    private static void assertUnavailable(ShopAnswer answer) {
        assertThat(answer.outcome()).as("%s", answer).isEqualTo("503 unavailable");
        assertThat(answer.header("Retry-After")).isNotNull();
    }

    /** Positions in the store and the events' ids. */
    private static Map<Long, String> stored(RunningService service) {
        return service
                .part(JdbcClient.class)
                .sql("select position, event_id from domain_event")
                .query((row, _) -> Map.entry(row.getLong("position"), row.getString("event_id")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The same as the server has them: an event's position is its global index, counted from 1. */
    private static Map<Long, String> kept(StandInServer server) {
        List<Event> events = server.events();
        return IntStream.range(0, events.size())
                .boxed()
                .filter(index -> events.get(index).containsMetaData("recordedAt"))
                .filter(index -> !events.get(index).getAggregateType().equals("Turn"))
                .collect(Collectors.toMap(
                        index -> index + 1L, index -> events.get(index).getMessageIdentifier()));
    }

    @Test
    void an_order_is_placed_paid_and_kept_in_the_server_at_the_position_that_clients_are_told() {
        String sku = shop.stock("kept", "5");
        String orderId = Shop.unique("kept");
        ShopAnswer placed = shop.require(201, ShopRequest.place(orderId, one(sku)));
        ShopAnswer paid = shop.require(201, ShopRequest.pay(orderId, "2.00"));

        assertThat(placed.text("status")).isEqualTo("RESERVED");
        shop.assertPaidInFull(orderId);
        shop.awaitLevel(sku, Level.free("4"));
        shop.awaitConserved(sku);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored(service)).isEqualTo(kept(server)));
        long position = Long.parseLong(String.valueOf(paid.header("X-Position")));
        assertThat(stored(service)).containsKey(position);
    }

    @Test
    void an_order_that_is_not_paid_expires() {
        String sku = shop.stock("expires", "1");
        String orderId = Shop.unique("expires");

        shop.require(201, ShopRequest.place(orderId, "PT3S", one(sku)));

        shop.awaitLevel(sku, Level.free("1"));
        await().atMost(PATIENCE).until(() -> shop.order(orderId).text("status").equals("EXPIRED"));
        shop.awaitConserved(sku);
    }

    @Test
    void what_was_stored_without_a_word_is_answered_to_whoever_asks_again() {
        for (Fault fault : List.of(Fault.STORED_BUT_SILENT, Fault.STORED_BUT_BROKEN)) {
            String sku = shop.stock("unsaid", "5");
            String orderId = Shop.unique("unsaid");
            ShopRequest place = ShopRequest.place(orderId, "PT2S", one(sku)).withKey(orderId);
            server.fail(fault, orderId);

            assertUnavailable(shop.send(place));
            ShopAnswer again = shop.require(201, place);

            assertThat(again.isReplayed()).isTrue();
            assertThat(again.text("orderId")).isEqualTo(orderId);
            // What follows from it was not committed with it and is seen to all the same.
            await().atMost(PATIENCE)
                    .until(() -> shop.order(orderId).text("status").equals("EXPIRED"));
            shop.awaitLevel(sku, Level.free("5"));
            shop.awaitConserved(sku);
        }
    }

    @Test
    void what_was_stored_without_a_word_is_seen_even_if_nobody_asks_again() {
        String sku = shop.stock("silent", "5");
        String orderId = Shop.unique("silent");
        server.fail(Fault.STORED_BUT_BROKEN, orderId);

        assertUnavailable(shop.send(ShopRequest.place(orderId, one(sku))));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shop.send(ShopRequest.get("/v1/orders/" + orderId))
                                .outcome())
                        .isEqualTo("200 RESERVED"));
    }

    @Test
    void a_change_whose_outcome_was_unknown_is_no_stale_one_when_it_is_repeated() {
        String sku = shop.stock("changed", "5");
        String orderId = Shop.unique("changed");
        long version = shop.require(201, ShopRequest.place(orderId, one(sku), one(sku)))
                .version();
        ShopRequest comp = ShopRequest.comp(orderId, "1").ifMatch(version).withKey(orderId);
        server.fail(Fault.STORED_BUT_BROKEN, orderId);

        assertUnavailable(shop.send(comp));
        ShopAnswer again = shop.send(comp);

        assertThat(again.isReplayed()).as("%s", again).isTrue();
        assertThat(again.status()).isLessThan(300);
        assertThat(again.version()).isEqualTo(version + 1);
        assertThat(shop.order(orderId).version()).isEqualTo(version + 1);
    }

    @Test
    void a_payment_whose_outcome_was_unknown_is_taken_once() {
        String sku = shop.stock("charged", "5");
        String orderId = Shop.unique("charged");
        shop.require(201, ShopRequest.place(orderId, one(sku)));
        ShopRequest pay = ShopRequest.pay(orderId, "2.00").withKey(orderId);
        server.fail(Fault.STORED_BUT_SILENT, orderId);

        assertUnavailable(shop.send(pay));
        ShopAnswer again = shop.require(201, pay);

        assertThat(again.isReplayed()).isTrue();
        shop.assertPaidInFull(orderId);
        assertThat(shop.send(ShopRequest.pay(orderId, "2.00")).outcome()).isEqualTo("409 already-paid");
        shop.awaitLevel(sku, Level.free("4"));
    }

    @Test
    void what_comes_late_is_refused_there_once_it_was_asked_for_again() {
        String sku = shop.stock("late", "5");
        String orderId = Shop.unique("late");
        ShopRequest place = ShopRequest.place(orderId, one(sku)).withKey(orderId);
        server.fail(Fault.DELAYED, orderId);
        assertUnavailable(shop.send(place));

        ShopAnswer again = shop.require(201, place);

        assertThat(again.isReplayed()).isFalse();
        assertThat(server.deliver()).isFalse();
        assertThat(shop.level(sku)).isEqualTo(new Level("5", "1", "4"));
    }

    @Test
    void what_comes_late_is_refused_there_once_anything_else_was_done() {
        String late = shop.stock("fenced", "5");
        String other = shop.stock("after", "5");
        server.fail(Fault.DELAYED, late + "@main");
        assertUnavailable(shop.send(ShopRequest.receive(late, "2").withKey(late)));

        shop.require(201, ShopRequest.receive(other, "1"));

        assertThat(server.deliver()).isFalse();
        assertThat(shop.level(late)).isEqualTo(Level.free("5"));
    }

    @Test
    void what_comes_late_but_before_anybody_asked_again_stands() {
        String sku = shop.stock("delayed", "5");
        ShopRequest receive = ShopRequest.receive(sku, "2").withKey(sku);
        server.fail(Fault.DELAYED, sku + "@main");
        assertUnavailable(shop.send(receive));

        assertThat(server.deliver()).isTrue();

        assertThat(shop.require(201, receive).isReplayed()).isTrue();
        assertThat(shop.level(sku)).isEqualTo(Level.free("7"));
    }

    @Test
    void what_never_arrived_has_not_happened() {
        String sku = shop.stock("never", "5");
        ShopRequest receive = ShopRequest.receive(sku, "2").withKey(sku);
        server.fail(Fault.LOST, sku + "@main");

        assertUnavailable(shop.send(receive));
        assertThat(shop.level(sku)).isEqualTo(Level.free("5"));

        assertThat(shop.require(201, receive).isReplayed()).isFalse();
        assertThat(shop.level(sku)).isEqualTo(Level.free("7"));
    }

    @Test
    void a_conflict_is_tried_again_by_the_service_and_not_for_ever() {
        String sku = shop.stock("conflict", "5");
        server.fail(Fault.CONFLICT, sku + "@main", 3);
        shop.require(201, ShopRequest.receive(sku, "2"));

        ShopRequest receive = ShopRequest.receive(sku, "3").withKey(sku);
        server.fail(Fault.CONFLICT, sku + "@main", 1_000);
        assertUnavailable(shop.send(receive));
        server.fail(Fault.CONFLICT, sku + "@main", 0);

        assertThat(shop.require(201, receive).isReplayed()).isFalse();
        assertThat(shop.level(sku)).isEqualTo(Level.free("10"));
    }

    @Test
    void others_in_the_same_context_do_no_harm() {
        String sku = shop.stock("others", "5");
        server.append(Event.newBuilder().setAggregateIdentifier(sku + "-theirs").build());

        shop.require(201, ShopRequest.receive(sku, "2"));

        assertThat(shop.level(sku)).isEqualTo(Level.free("7"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored(service)).isEqualTo(kept(server)));
    }

    @Test
    void empty_tables_are_filled_from_the_server_with_all_answers() throws IOException {
        try (StandInServer own = StandInServer.start()) {
            ShopRequest place;
            ShopAnswer first;
            String sku;
            try (RunningService before = startOn(folder.resolve("before"), own)) {
                awaitReady(before.shop());
                sku = before.shop().stock("moved", "5");
                String orderId = Shop.unique("moved");
                place = ShopRequest.place(orderId, one(sku)).withKey(orderId);
                first = before.shop().require(201, place);
                before.shop().require(201, ShopRequest.pay(orderId, "2.00"));
                before.shop().require(201, ShopRequest.place(Shop.unique("open"), one(sku)));
                String cancelled = Shop.unique("cancelled");
                before.shop().require(201, ShopRequest.place(cancelled, one(sku)));
                before.shop().require(200, ShopRequest.cancel(cancelled));
                before.shop().awaitLevel(sku, new Level("4", "1", "3"));
            }
            List<Event> kept = own.events();

            try (RunningService after = startOn(folder.resolve("after"), own)) {
                awaitReady(after.shop());
                ShopAnswer again = after.shop().require(201, place);

                assertThat(again.isReplayed()).isTrue();
                assertThat(again.body()).isEqualTo(first.body());
                assertThat(after.shop().level(sku)).isEqualTo(new Level("4", "1", "3"));
                after.shop().awaitConserved(sku);
                assertThat(stored(after)).isEqualTo(kept(own));
                assertThat(own.events()).startsWith(kept.toArray(Event[]::new));
            }
        }
    }

    @Test
    void without_a_server_it_says_what_is_missing_takes_no_command_and_goes_on_by_itself(CapturedOutput log)
            throws IOException {
        StandInServer gone = StandInServer.start();
        gone.close();
        Path data = folder.resolve("alone");
        try (RunningService alone = startOn(data, gone)) {
            Shop without = alone.shop();
            ShopRequest define = ShopRequest.of("PUT", "/v1/stock/" + Shop.unique("alone"), Map.of());
            awaitReadiness(without, 503);
            assertThat(without.send(LIVENESS).status()).isEqualTo(200);
            assertUnavailable(without.send(define));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(log)
                            .contains("Axon Server at " + gone.address() + " did not answer")
                            .contains("until it can be used at " + gone.address()
                                    + " (the setting axon.axonserver.servers) this service is not ready"));
            assertThat(without.send(ShopRequest.get("/v1/orders")).status()).isEqualTo(200);

            try (StandInServer come = StandInServer.again(gone)) {
                awaitReady(without);
                without.require(201, define);
            }

            awaitReadiness(without, 503);
            assertUnavailable(without.send(define.withKey("later")));
            try (StandInServer back = StandInServer.again(gone)) {
                awaitReady(without);
                without.require(200, define.withKey("later"));
            }
        }
        refusesWhatDoesNotBelongTogether(data);
    }

    private static void refusesWhatDoesNotBelongTogether(Path data) throws IOException {
        assertThatThrownBy(() -> RunningService.startOn(data).close()).hasStackTraceContaining("kept in Axon Server");
        try (StandInServer another = StandInServer.start();
                RunningService wrong = startOn(data, another)) {
            awaitReadiness(wrong.shop(), 503);
            assertThat(wrong.shop().require(503, READINESS).body().toString())
                    .contains("it is another one, or lost some");
        }
    }
}
