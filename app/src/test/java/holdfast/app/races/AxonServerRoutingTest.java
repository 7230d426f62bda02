package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.axonserver.StandInServer;
import holdfast.app.axonserver.StandInServer.RoutedCommand;
import holdfast.app.axonserver.StandInServer.RoutingFault;
import holdfast.app.races.ShopRequest.Line;
import holdfast.app.store.NodeName;
import holdfast.app.store.ServerForTests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two nodes whose commands a stand-in for Axon Server routes by aggregate id: it picks one, whichever was asked. */
@BesideOthers
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AxonServerRoutingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(8);

    @TempDir
    static Path folder;

    private static StandInServer axonServer;
    private static ServerForTests database;
    private static RunningService first;
    private static RunningService second;

    @BeforeAll
    static void start() {
        axonServer = StandInServer.start();
        database = ServerForTests.start(folder.resolve("server"), 60);
        first = node();
        second = node();
        await().atMost(PATIENCE).until(() -> axonServer.handlingClients().size() == 2);
    }

    private static RunningService node(String... more) {
        Stream<String> store = database.settings().stream().filter(setting -> !setting.startsWith("--holdfast.mode="));
        String[] settings = Stream.of(
                        store,
                        axonServer.settings().stream(),
                        Stream.of("--holdfast.axonserver.routing-patience=PT3S"),
                        Stream.of(more))
                .flatMap(Function.identity())
                .toArray(String[]::new);
        RunningService node = RunningService.startOn(folder.resolve("node"), settings);
        AxonServerModeTest.awaitReady(node.shop());
        return node;
    }

    @AfterAll
    static void stop() throws IOException {
        first.close();
        second.close();
        database.close();
        axonServer.close();
    }

    private static List<Shop> shops() {
        return List.of(first.shop(), second.shop());
    }

    private static Shop both() {
        return new Shop(
                List.of(first.shop().service(), second.shop().service()),
                first.shop().key());
    }

    private static ShopRequest define(String sku) {
        return ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of());
    }

    /** Of which nothing is there. */
    private static String defined(Shop shop, String name) {
        String sku = Shop.unique(name);
        shop.require(201, define(sku));
        return sku;
    }

    private static Line one(String sku) {
        return new Line(sku, "1", "2.00");
    }

    /** The clients that got commands to each aggregate. */
    private static Map<String, Set<String>> handledBy() {
        Map<String, Set<String>> clients = new HashMap<>();
        for (RoutedCommand command : axonServer.routed()) {
            clients.computeIfAbsent(command.key(), _ -> new HashSet<>()).add(command.client());
        }
        return clients;
    }

    /** Whether the definition of a SKU went by way of Axon Server. */
    private static boolean isRouted(String sku) {
        return handledBy().containsKey("sku:" + sku);
    }

    @Test
    @Order(1)
    void all_commands_of_an_aggregate_come_to_one_node_whichever_is_asked() {
        Shop shop = both();
        String sku = shop.stock("routed", "100");
        List<String> orders =
                IntStream.range(0, 20).mapToObj(_ -> Shop.unique("routed")).toList();
        for (String orderId : orders) {
            ShopAnswer placed = shop.require(201, ShopRequest.place(orderId, one(sku)));
            assertThat(placed.text("status")).isEqualTo("RESERVED");
            ShopAnswer paid = shop.require(201, ShopRequest.pay(orderId, "2.00"));
            assertThat(paid.version()).isEqualTo(placed.version() + 2);
            shop.assertPaidInFull(orderId);
        }
        shop.require(201, ShopRequest.receive(sku, "5"));
        shop.require(201, ShopRequest.issue(sku, "5"));

        Map<String, Set<String>> handled = handledBy();
        assertThat(handled).containsKeys(orders.toArray(String[]::new)).containsKey(sku + "@main");
        assertThat(handled.values()).allSatisfy(clients -> assertThat(clients).hasSize(1));
        assertThat(handled.values().stream().flatMap(Set::stream).distinct()).hasSize(2);
        shop.awaitLevel(sku, Level.free("80"));
        shop.awaitAllConserved();
        assertThat(shops().stream()
                        .mapToDouble(node -> Scrape.of(node).sum("holdfast_commands_routed_total", "way=\"routed\""))
                        .sum())
                .isEqualTo(axonServer.routed().size());
    }

    @Test
    @Order(2)
    void races_end_as_on_one_node() {
        Shop shop = both();
        String sku = shop.stock("rush", "30");
        List<String> outcomes = AtOnce.run(
                60,
                _ -> shop.send(ShopRequest.place(Shop.unique("rush"), one(sku))).outcome());
        String order = reserved(shop, "PT15M");
        ShopRequest payment = ShopRequest.pay(order, "2.00").withKey(Shop.unique("key"));
        List<ShopAnswer> payments =
                AtOnce.run(6, asked -> shops().get(asked % 2).send(payment));

        assertThat(outcomes.stream().filter("201 RESERVED"::equals)).hasSize(30);
        assertThat(outcomes.stream().filter("409 insufficient-stock"::equals)).hasSize(30);
        assertThat(payments).extracting(ShopAnswer::outcome).containsOnly("201 PAID", "409 request-in-flight");
        assertThat(payments.stream().filter(answer -> answer.status() == 201 && !answer.isReplayed()))
                .hasSize(1);
        shop.assertPaidInFull(order);
        shop.awaitConserved(sku);
    }

    @Test
    @Order(2)
    void a_caller_is_told_the_same_wherever_the_command_was_handled() {
        record Case(String name, Function<Shop, ShopAnswer> refused, String outcome) {}
        List<Case> cases = List.of(
                new Case("stale", AxonServerRoutingTest::stale, "412 version-conflict"),
                new Case("paid twice", AxonServerRoutingTest::paidTwice, "409 already-paid"),
                new Case("unknown order", shop -> shop.send(ShopRequest.cancel("nobody-placed-it")), "404 not-found"),
                new Case("too much", AxonServerRoutingTest::tooMuch, "409 amount-mismatch"),
                new Case("too little stock", AxonServerRoutingTest::tooLittle, "409 insufficient-stock"),
                new Case("too little to issue", AxonServerRoutingTest::tooLittleToIssue, "409 insufficient-stock"),
                new Case("too little to add", AxonServerRoutingTest::tooLittleToAdd, "409 insufficient-stock"),
                new Case("expired order", AxonServerRoutingTest::expiredOrder, "409 reservation-expired"),
                new Case("expired cart", AxonServerRoutingTest::expiredCart, "409 reservation-expired"));
        for (Case refusal : cases) {
            // Enough aggregates that each node is asked for some that are the other one's.
            List<ShopAnswer> answers = AtOnce.run(6, asked -> refusal.refused.apply(shops().get(asked % 2)));
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.outcome())
                            .as("%s: %s", refusal.name, answer)
                            .isEqualTo(refusal.outcome));
            assertThat(answers.stream().map(AxonServerRoutingTest::withoutIds).distinct())
                    .as(refusal.name)
                    .hasSize(1);
        }
    }

    /** What tells the orders and SKUs of the cases apart, and the path, is the only difference. */
    private static JsonNode withoutIds(ShopAnswer answer) {
        JsonNode body = answer.body().deepCopy();
        remove(body);
        return body;
    }

    private static void remove(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("instance", "orderId", "sku", "traceId"));
            if (object.path("detail").isString()) {
                object.put("detail", object.path("detail").asString().replaceAll("\\S*-[0-9a-f]{8,}\\S*", "…"));
            }
        }
        node.forEach(AxonServerRoutingTest::remove);
    }

    private static ShopAnswer stale(Shop shop) {
        String order = reserved(shop, "PT15M");
        shop.require(200, ShopRequest.extend(order, "PT1M"));
        ShopAnswer stale = shop.send(ShopRequest.pay(order, "2.00").ifMatch(1));
        assertThat(stale.body().path("missedEvents")).hasSize(2);
        return stale;
    }

    private static String reserved(Shop shop, String window) {
        String order = Shop.unique("told");
        shop.require(201, ShopRequest.place(order, window, one(shop.stock("told", "1"))));
        return order;
    }

    private static ShopAnswer paidTwice(Shop shop) {
        String order = reserved(shop, "PT15M");
        shop.require(201, ShopRequest.pay(order, "2.00"));
        return shop.send(ShopRequest.pay(order, "2.00"));
    }

    private static ShopAnswer tooMuch(Shop shop) {
        return shop.send(ShopRequest.pay(reserved(shop, "PT15M"), "7.00"));
    }

    private static ShopAnswer tooLittle(Shop shop) {
        String sku = shop.stock("told", "1");
        return shop.send(ShopRequest.place(Shop.unique("told"), new Line(sku, "2", "1.00")));
    }

    private static ShopAnswer tooLittleToIssue(Shop shop) {
        return shop.send(ShopRequest.issue(shop.stock("told", "1"), "2"));
    }

    private static ShopAnswer tooLittleToAdd(Shop shop) {
        return shop.send(ShopRequest.addLines(reserved(shop, "PT15M"), one(defined(shop, "told"))));
    }

    private static ShopAnswer expiredOrder(Shop shop) {
        String order = reserved(shop, "PT1S");
        await().atMost(PATIENCE).until(() -> shop.order(order).text("status").equals("EXPIRED"));
        return shop.send(ShopRequest.pay(order, "2.00"));
    }

    private static ShopAnswer expiredCart(Shop shop) {
        String cart = Shop.unique("told");
        String sku = shop.stock("told", "1");
        shop.require(201, ShopRequest.hold(cart, "PT1S", one(sku)));
        await().atMost(PATIENCE)
                .until(() -> shop.send(ShopRequest.get("/v1/reservations/" + cart))
                        .text("status")
                        .equals("EXPIRED"));
        return shop.send(ShopRequest.commitHold(cart));
    }

    @Test
    @Order(2)
    void what_lapsed_on_the_way_of_a_command_is_settled_for_it() {
        for (Shop shop : shops()) {
            String sku = shop.stock("lapsed", "1");
            String order = Shop.unique("lapsed");
            shop.require(201, ShopRequest.place(order, "PT1S", one(sku)));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> shop.send(ShopRequest.issue(sku, "1")).status() == 201);
            assertThat(shop.order(order).text("status")).isEqualTo("EXPIRED");
            shop.awaitConserved(sku);
        }
    }

    @Test
    @Order(3)
    void a_command_that_no_node_takes_is_handled_where_it_was_asked_for() {
        for (Shop shop : shops()) {
            String sku = shop.stock("untaken", "5");
            axonServer.fail(RoutingFault.NO_HANDLER, sku + "@main", 1);

            shop.require(201, ShopRequest.receive(sku, "2"));

            assertThat(shop.level(sku)).isEqualTo(Level.free("7"));
        }
    }

    @Test
    @Order(4)
    void a_payment_whose_reply_was_lost_is_taken_once() {
        Shop shop = second.shop();
        String sku = shop.stock("lost", "5");
        String order = Shop.unique("lost");
        shop.require(201, ShopRequest.place(order, one(sku)));
        ShopRequest pay = ShopRequest.pay(order, "2.00").withKey(order);
        axonServer.fail(RoutingFault.REPLY_LOST, order, 1);

        assertUnavailable(shop.send(pay));
        ShopAnswer again = shop.require(201, pay);

        assertThat(again.isReplayed()).isTrue();
        shop.assertPaidInFull(order);
        shop.awaitConserved(sku);
    }

    /** Whoever got no answer once does not route for a while. */
    private static void awaitRouting(Shop shop) {
        await().atMost(PATIENCE).until(() -> {
            String sku = Shop.unique("probe");
            shop.send(define(sku));
            return isRouted(sku);
        });
    }

    private static void assertUnavailable(ShopAnswer answer) {
        assertThat(answer.outcome()).as("%s", answer).isEqualTo("503 unavailable");
        assertThat(answer.header("Retry-After")).isNotNull();
    }

    @Test
    @Order(5)
    void a_node_that_does_not_answer_holds_nobody_up_for_long() {
        Shop shop = first.shop();
        awaitRouting(shop);
        String sku = shop.stock("silent", "5");
        ShopRequest receive = ShopRequest.receive(sku, "2").withKey(sku);
        axonServer.fail(RoutingFault.NEVER_DELIVERED, sku + "@main", 2);

        assertUnavailable(shop.send(receive));
        // Not routed any more: it would be lost once more.
        ShopAnswer again = shop.require(201, receive);

        assertThat(again.isReplayed()).isFalse();
        assertThat(shop.level(sku)).isEqualTo(Level.free("7"));
        awaitRouting(shop);
    }

    @Test
    @Order(6)
    void a_node_that_ends_leaves_its_commands_to_the_other_and_comes_back() throws Exception {
        Shop shop = first.shop();
        awaitRouting(shop);
        String gone = second.part(NodeName.class).toString().replace('/', '-');
        assertThat(axonServer.handlingClients()).contains(gone).hasSize(2);
        AtomicBoolean running = new AtomicBoolean(true);
        List<ShopAnswer> answers = new ArrayList<>();
        String sku = defined(shop, "restart");
        Thread caller = Thread.ofPlatform().start(() -> {
            while (running.get()) {
                answers.add(insist(shop, define(Shop.unique("restart"))));
                answers.add(insist(shop, ShopRequest.receive(sku, "1")));
            }
        });
        try {
            long since = System.nanoTime();
            second.close();
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(ENDED_WITHIN);
            assertThat(axonServer.handlingClients()).doesNotContain(gone).hasSize(1);
            second = node();
            await().atMost(PATIENCE).until(() -> axonServer.handlingClients().size() == 2);
        } finally {
            running.set(false);
            caller.join();
        }

        assertThat(answers)
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as("%s", answer).isEqualTo(201));
        assertThat(shop.level(sku)).isEqualTo(Level.free(Integer.toString(answers.size() / 2)));
    }

    /** As a caller does who is told that the outcome is not known. */
    private static ShopAnswer insist(Shop shop, ShopRequest request) {
        ShopRequest repeatable = request.withKey(Shop.unique("key"));
        ShopAnswer answer = shop.send(repeatable);
        if (answer.status() == 503) {
            assertUnavailable(answer);
            return shop.send(repeatable);
        }
        return answer;
    }

    @Test
    @Order(7)
    void a_server_that_comes_back_routes_again() {
        axonServer.close();
        axonServer = StandInServer.again(axonServer);

        await().atMost(PATIENCE).until(() -> axonServer.handlingClients().size() == 2);
        shops().forEach(AxonServerRoutingTest::awaitRouting);
        String sku = both().stock("again", "3");
        both().require(201, ShopRequest.place(Shop.unique("again"), one(sku)));
        both().awaitConserved(sku);
    }

    @Test
    @Order(8)
    void a_node_that_shall_not_route_handles_what_it_is_asked_for() throws IOException {
        try (RunningService alone = node("--holdfast.axonserver.routing=false")) {
            String sku = alone.shop().stock("unrouted", "3");
            alone.shop().require(201, ShopRequest.place(Shop.unique("unrouted"), one(sku)));

            assertThat(isRouted(sku)).isFalse();
            assertThat(axonServer.handlingClients()).hasSize(2);
            alone.shop().awaitConserved(sku);
        }
    }
}
