import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service, as its callers use it. */
final class Shop {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(15);

    /** A request that is the same one when it is sent again. */
    record Ask(String method, String path, String body, String key, String version) {

        static Ask of(String method, String path, String body) {
            return new Ask(method, path, body, UUID.randomUUID().toString(), null);
        }

        static Ask get(String path) {
            return new Ask("GET", path, null, null, null);
        }

        static Ask place(String orderId, String sku, int pieces, String price, String window) {
            return of("POST", "/v1/orders", """
                    {"orderId":"%s","currency":"EUR","paymentWindow":"%s",
                     "lines":[{"sku":"%s","quantity":"%d","unitPrice":"%s"}]}"""
                    .formatted(orderId, window, sku, pieces, price));
        }

        static Ask pay(String orderId, String amount) {
            return of("POST", "/v1/orders/" + orderId + "/payments",
                    "{\"amount\":\"%s\",\"method\":\"CARD\"}".formatted(amount));
        }

        static Ask post(String path) {
            return of("POST", path, null);
        }

        static Ask receive(String sku, int pieces) {
            return of("POST", "/v1/stock/" + sku + "/receipts", "{\"quantity\":\"%d\"}".formatted(pieces));
        }

        Ask ifMatch(long known) {
            return new Ask(method, path, body, key, "\"" + known + "\"");
        }
    }

    /** What came back. */
    record Answer(int status, String body, boolean replayed) {

        /** {@code 201 RESERVED}, {@code 409 already-paid}, or the bare status. */
        String outcome() {
            String problem = text("type");
            String told = problem.isEmpty() ? text("status") : problem.substring(problem.lastIndexOf('/') + 1);
            return told.isEmpty() || told.equals("" + status) ? "" + status : status + " " + told;
        }

        /** The first field of that name, as text; empty when there is none. */
        String text(String field) {
            Matcher found = Pattern.compile("\"" + field + "\":\"?([^\",}\\]]*)").matcher(body);
            return found.find() ? found.group(1) : "";
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI url;
    private final String key;

    Shop(URI url, String key) {
        this.url = url;
        this.key = key;
    }

    URI address() {
        return url;
    }

    Shop reachable() {
        try {
            int status = send(Ask.get("/v1/orders?limit=1")).status();
            if (status == 401) {
                throw new CannotPlay("The service at " + url + " does not know the key: name its file with --key-file");
            }
            return this;
        } catch (UncheckedIOException e) {
            throw new CannotPlay("Nothing answers at " + url + ": start the service, or name it with --url");
        }
    }

    /** Throws UncheckedIOException when there is no answer. */
    Answer send(Ask ask) {
        try {
            HttpResponse<String> answer = http.send(request(ask), BodyHandlers.ofString());
            boolean replayed = answer.headers().firstValue("Idempotent-Replayed").isPresent();
            return new Answer(answer.statusCode(), answer.body(), replayed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(Ask ask) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(ask.path()))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .method(ask.method(), ask.body() == null
                        ? BodyPublishers.noBody() : BodyPublishers.ofString(ask.body()));
        if (ask.body() != null) {
            request.header("Content-Type", "application/json");
        }
        if (ask.key() != null) {
            request.header("Idempotency-Key", ask.key());
        }
        if (ask.version() != null) {
            request.header("If-Match", ask.version());
        }
        return request.build();
    }

    Answer require(int status, Ask ask) {
        Answer answer = send(ask);
        if (answer.status() != status) {
            throw new CannotPlay(ask.method() + " " + ask.path() + " answered " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    /** A SKU of its own with that many pieces. */
    String stock(String name, int pieces) {
        String sku = unique(name);
        require(201, Ask.of("PUT", "/v1/stock/" + sku, "{\"name\":\"%s (demo)\"}".formatted(name)));
        require(201, Ask.receive(sku, pieces));
        return sku;
    }

    static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 6);
    }

    String status(String orderId) {
        return require(200, Ask.get("/v1/orders/" + orderId)).text("status");
    }

    /** Such as {@code 50 on hand, 50 held, 0 available}. */
    String level(String sku) {
        Answer stock = require(200, Ask.get("/v1/stock/" + sku));
        return "%s on hand, %s held, %s available"
                .formatted(stock.text("onHand"), stock.text("reserved"), stock.text("available"));
    }

    /** What the service's own proof over all events of a SKU finds amiss; its read models may take a moment. */
    String discrepancies(String sku) {
        return settled("0", () -> require(200, Ask.get("/v1/audit/conservation?sku=" + sku)).text("discrepancyCount"));
    }

    /** Asks again for a while until it is as wanted. */
    static String settled(String wanted, Supplier<String> question) {
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        String happened = question.get();
        while (!happened.equals(wanted) && System.nanoTime() < deadline) {
            pause(Duration.ofMillis(50));
            happened = question.get();
        }
        return happened;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
