import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Sends a service what it is mostly asked for, so that its JVM can learn what is hot; run by {@code bin/prepare}. */
final class Training {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final int CALLERS = 16;
    private static final int ITEMS = 20;
    private static final long MILLIS = Long.getLong("millis", 30_000);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final String key;

    private Training(String address, String key) {
        this.address = address;
        this.key = key;
    }

    static void main(String[] arguments) throws Exception {
        long pid = Long.parseLong(arguments[0]);
        int port = awaitPort(pid, Path.of(arguments[1]));
        String key = Files.readString(Path.of(arguments[2])).strip();
        new Training("http://127.0.0.1:" + port, key).run();
    }

    private static int awaitPort(long pid, Path log) throws IOException, InterruptedException {
        while (ProcessHandle.of(pid).isPresent()) {
            var port = PORT.matcher(Files.exists(log) ? Files.readString(log) : "");
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("The service does not start");
    }

    private void run() throws Exception {
        for (int item = 0; item < ITEMS; item++) {
            require(send("PUT", "/v1/stock/item-" + item, "{\"scale\":0}"));
            require(send("POST", "/v1/stock/item-" + item + "/receipts", "{\"quantity\":\"1000000\"}"));
        }
        long end = System.currentTimeMillis() + MILLIS;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = "training-" + caller + "-";
                callers.submit(() -> {
                    for (int order = 0; System.currentTimeMillis() < end; order++) {
                        order(name + order, order);
                    }
                    return null;
                });
            }
        }
    }

    private void order(String id, int number) throws Exception {
        String line = "{\"sku\":\"item-%d\",\"quantity\":\"1\",\"unitPrice\":\"2.50\"}";
        String lines = number % 2 == 0
                ? line.formatted(number % ITEMS)
                : line.formatted(number % ITEMS) + "," + line.formatted((number + 7) % ITEMS);
        require(send("POST", "/v1/orders", "{\"orderId\":\"%s\",\"currency\":\"EUR\",\"lines\":[%s]}".formatted(id, lines)));
        if (number % 3 == 0) {
            String amount = number % 2 == 0 ? "2.50" : "5.00";
            require(send("POST", "/v1/orders/" + id + "/payments", "{\"amount\":\"" + amount + "\",\"method\":\"CARD\"}"));
            require(send("GET", "/v1/orders/" + id, null));
            require(send("GET", "/v1/stock/item-" + number % ITEMS, null));
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void require(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.request() + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
