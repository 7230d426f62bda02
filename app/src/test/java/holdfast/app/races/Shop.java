package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.app.apidocs.DocumentedApi.Answered;
import holdfast.app.apidocs.Exchange;
import holdfast.app.apidocs.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** A caller of the service over HTTP, of its nodes in turn; any number of threads may use it at once. */
final class Shop {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final List<URI> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final String key;
    private final Consumer<Answered> watcher;

    Shop(URI service, String key) {
        this(List.of(service), key);
    }

    Shop(List<URI> nodes, String key) {
        this(nodes, key, _ -> {});
    }

    private Shop(List<URI> nodes, String key, Consumer<Answered> watcher) {
        this.nodes = List.copyOf(nodes);
        this.key = key;
        this.watcher = watcher;
    }

    /**
     * Waits for the answer, and holds it to the document of the API.
     *
     * @throws UncheckedIOException when there is none
     */
    ShopAnswer send(ShopRequest request) {
        try {
            HttpResponse<String> response = http.send(toHttp(request), BodyHandlers.ofString());
            Traffic.hold(nodes.getFirst(), Exchange.of(response.request(), request.body(), response))
                    .ifPresent(watcher);
            return new ShopAnswer(response.statusCode(), response.headers(), parse(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Answers as soon as there is an answer at all; its body is still to come. */
    HttpResponse<InputStream> open(ShopRequest request) {
        try {
            return http.send(toHttp(request), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same request with another key. */
    Shop as(String otherKey) {
        return new Shop(nodes, otherKey, watcher);
    }

    /** The same, whose documented answers somebody is told of. */
    Shop watchedBy(Consumer<Answered> observer) {
        return new Shop(nodes, key, observer);
    }

    /** The node whose turn it is. */
    URI service() {
        return nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    }

    String key() {
        return key;
    }

    private HttpRequest toHttp(ShopRequest request) {
        String body = request.body();
        BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder http = HttpRequest.newBuilder(service().resolve(request.path()))
                .timeout(PATIENCE)
                .method(request.method(), content)
                .header("Authorization", "Bearer " + key);
        if (body != null && !request.headers().containsKey("Content-Type")) {
            http.header("Content-Type", "application/json");
        }
        request.headers().forEach(http::header);
        return http.build();
    }

    /** Text that is not JSON is a text all the same. */
    private static JsonNode parse(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (response.body().isEmpty()) {
            return NullNode.instance;
        }
        return type.contains("json") ? JSON.readTree(response.body()) : StringNode.valueOf(response.body());
    }

    /** A new SKU of whole pieces with that much on hand. */
    String stock(String name, String quantity) {
        return stock(name, quantity, 0);
    }

    /** A new SKU with that much on hand. */
    String stock(String name, String quantity, int scale) {
        String sku = unique(name);
        require(201, ShopRequest.of("PUT", "/v1/stock/" + sku, Map.of("scale", scale)));
        require(201, ShopRequest.receive(sku, quantity));
        return sku;
    }

    static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    ShopAnswer require(int status, ShopRequest request) {
        ShopAnswer answer = send(request);
        assertThat(answer.status()).as("%s: %s", request, answer).isEqualTo(status);
        return answer;
    }

    ShopAnswer order(String orderId) {
        return require(200, ShopRequest.get("/v1/orders/" + orderId));
    }

    Level level(String sku) {
        return Level.of(require(200, ShopRequest.get("/v1/stock/" + sku)));
    }

    /** What an order does to its stock after its own answer follows at once, but not in the same instant. */
    void awaitLevel(String sku, Level wanted) {
        await().atMost(SETTLED_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .untilAsserted(() -> assertThat(level(sku)).as(sku).isEqualTo(wanted));
    }

    /** By the service's own proof over all events of a SKU; the read models may take a moment to catch up. */
    void awaitConserved(String sku) {
        awaitProof("?sku=" + sku);
    }

    /** The same over everything: one reading of all events for as many rounds as there were. */
    void awaitAllConserved() {
        awaitProof("");
    }

    private void awaitProof(String scope) {
        await().atMost(SETTLED_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    ShopAnswer audit = require(200, ShopRequest.get("/v1/audit/conservation" + scope));
                    assertThat(audit.body().required("discrepancies"))
                            .as("%s", audit)
                            .isEmpty();
                    assertThat(audit.body().required("itemsChecked").asInt()).isPositive();
                });
    }

    /** Whoever was sold something has paid for exactly that. */
    void assertPaidInFull(String orderId) {
        ShopAnswer order = order(orderId);
        assertThat(order.text("status")).as("%s", order).isEqualTo("PAID");
        assertThat(order.text("paid")).as("%s", order).isEqualTo(order.text("total"));
        assertThat(order.number("amountDue")).isZero();
    }
}
