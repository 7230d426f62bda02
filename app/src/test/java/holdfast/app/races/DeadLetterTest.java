package holdfast.app.races;

import static holdfast.app.races.Shop.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.BesideOthers;
import holdfast.app.races.ShopRequest.Line;
import holdfast.inventory.StockCommand.ReleaseStock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandBus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events that a process cannot handle, as a person who looks after the service sees them over HTTP. */
@BesideOthers
class DeadLetterTest {

    private static final String LETTERS = "/v1/admin/dead-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Orders whose stock cannot be released. */
    private static final Set<String> TROUBLED = ConcurrentHashMap.newKeySet();

    private static RunningService service;
    private static Shop shop;

    @BeforeAll
    static void start() {
        service = RunningService.start();
        shop = service.shop();
        service.part(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
            if (work.getMessage().getPayload() instanceof ReleaseStock release && TROUBLED.contains(release.holder())) {
                throw new IllegalStateException("Trouble with " + release.holder());
            }
            return chain.proceed();
        });
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    private static ShopRequest retry(JsonNode letter) {
        return ShopRequest.of("POST", LETTERS + "/" + letter.required("id").asString() + "/retry", null);
    }

    private static List<JsonNode> parked(String order) {
        List<JsonNode> letters = new ArrayList<>();
        shop.require(200, ShopRequest.get(LETTERS + "?process=reservation&limit=200"))
                .body()
                .required("items")
                .forEach(letters::add);
        return letters.stream()
                .filter(letter -> letter.required("sequence").asString().equals(order))
                .toList();
    }

    /** An order whose line was made less and which was then paid, neither of which its stock has heard of. */
    private static String stuckOrder(String sku) {
        String order = unique("stuck");
        shop.require(201, ShopRequest.place(order, new Line(sku, "5", "2.00")));
        TROUBLED.add(order);
        ShopAnswer changed = shop.require(
                200,
                ShopRequest.changeLine(order, "1", "3")
                        .ifMatch(shop.order(order).version()));
        assertThat(changed.text("total")).isEqualTo("6.00");
        shop.require(201, ShopRequest.pay(order, "6.00"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(parked(order)).hasSize(2));
        return order;
    }

    @Test
    void is_shown_with_its_cause_and_tried_again_in_order() {
        String sku = shop.stock("bread", "100");
        String order = stuckOrder(sku);
        List<JsonNode> letters = parked(order);

        JsonNode first = letters.get(0);
        assertThat(first.required("type").asString()).isEqualTo("LineQuantityChanged");
        assertThat(first.required("cause").asString()).contains("Trouble with " + order);
        assertThat(first.required("attempts").asInt()).isEqualTo(3);
        assertThat(first.required("waitingBehind").asInt()).isEqualTo(1);
        assertThat(first.required("position").asLong()).isPositive();
        JsonNode second = letters.get(1);
        assertThat(second.required("type").asString()).isEqualTo("OrderPaid");
        assertThat(second.required("cause").isNull()).isTrue();
        assertThat(second.required("attempts").asInt()).isZero();
        assertThat(second.required("waitingBehind").asInt()).isZero();

        ShopAnswer whole = shop.require(
                200, ShopRequest.get(LETTERS + "/" + second.required("id").asString()));
        assertThat(whole.text("waitsFor")).isEqualTo(first.required("id").asString());
        assertThat(whole.body().required("data").required("orderId").asString()).isEqualTo(order);
        assertThat(whole.body().required("metadata").required("actor").asString())
                .isEqualTo("admin");

        // The cause is still there: the later one is not tried before the first.
        ShopAnswer inVain = shop.require(200, retry(second));
        assertThat(inVain.text("outcome")).isEqualTo("WAITING");
        assertThat(inVain.text("failed")).isEqualTo(first.required("id").asString());
        assertThat(inVain.text("cause")).contains("Trouble with " + order);
        assertThat(shop.require(200, retry(first)).text("outcome")).isEqualTo("FAILED");
        assertThat(parked(order).getFirst().required("attempts").asInt()).isGreaterThanOrEqualTo(9);

        TROUBLED.remove(order);
        ShopAnswer done = shop.require(200, retry(second));
        assertThat(done.text("outcome")).isEqualTo("HANDLED");
        assertThat(done.body().required("handled").toString())
                .isEqualTo("[%s,%s]".formatted(first.required("id"), second.required("id")));
        assertThat(parked(order)).isEmpty();
        shop.awaitLevel(sku, new Level("97", "0", "97"));
        shop.awaitConserved(sku);
    }

    @Test
    void keeps_no_other_order_waiting_and_is_listed_by_pages() {
        String sku = shop.stock("rolls", "100");
        List<String> stuck =
                IntStream.range(0, 3).mapToObj(_ -> stuckOrder(sku)).toList();
        String fine = unique("fine");
        shop.require(201, ShopRequest.place(fine, new Line(sku, "1", "2.00")));

        List<String> pages = new ArrayList<>();
        @Nullable String path = LETTERS + "?limit=2";
        while (path != null) {
            ShopAnswer page = shop.require(200, ShopRequest.get(path));
            page.body()
                    .required("items")
                    .forEach(letter -> pages.add(letter.required("sequence").asString()));
            assertThat(page.body().required("items").size()).isLessThanOrEqualTo(2);
            JsonNode next = page.body().required("nextCursor");
            path = next.isNull() ? null : LETTERS + "?limit=2&cursor=" + next.asString();
        }
        assertThat(pages).containsSubsequence(stuck.get(0), stuck.get(0), stuck.get(1), stuck.get(1), stuck.get(2));

        TROUBLED.clear();
        stuck.forEach(order -> shop.require(200, retry(parked(order).getFirst())));
        shop.awaitLevel(sku, new Level("91", "1", "90"));
    }

    @Test
    void is_not_found_once_it_is_handled_and_not_shown_to_just_anybody() {
        for (String path : List.of("/4711", "/x", "/999999999999999999999")) {
            assertThat(shop.send(ShopRequest.get(LETTERS + path)).outcome()).isEqualTo("404 not-found");
            assertThat(shop.send(ShopRequest.of("POST", LETTERS + path + "/retry", null))
                            .outcome())
                    .isEqualTo("404 not-found");
        }
        assertThat(shop.send(ShopRequest.get(LETTERS + "?limit=201")).outcome()).isEqualTo("422 validation-failed");
        assertThat(shop.send(ShopRequest.get(LETTERS + "?cursor=x")).outcome()).isEqualTo("422 validation-failed");
        assertThat(shop.as("wrong").send(ShopRequest.get(LETTERS)).outcome()).isEqualTo("401 unauthenticated");
    }

    @Test
    void processors_tell_where_they_are() {
        String sku = shop.stock("cake", "10");
        shop.require(201, ShopRequest.place(unique("cake"), new Line(sku, "1", "2.00")));
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> kinds = new ArrayList<>();
            for (JsonNode processor : shop.require(200, ShopRequest.get("/v1/admin/processors"))
                    .body()
                    .required("items")) {
                kinds.add(processor.required("name").asString() + " "
                        + processor.required("kind").asString());
                assertThat(processor.required("state").asString()).isEqualTo("RUNNING");
                assertThat(processor.required("lag").asLong()).isZero();
                assertThat(processor.required("lagSince").isNull()).isTrue();
                assertThat(processor.required("position").asLong())
                        .isEqualTo(processor.required("head").asLong())
                        .isPositive();
            }
            assertThat(kinds)
                    .contains(
                            "stock READ_MODEL",
                            "orders READ_MODEL",
                            "open-tabs READ_MODEL",
                            "reservation PROCESS",
                            "amendments PROCESS",
                            "tabs PROCESS");
        });
    }
}
