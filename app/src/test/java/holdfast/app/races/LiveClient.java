package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Looks at a page as a browser does: keeps the last that it was sent of each kind, such as the drawing of a part. */
final class LiveClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, String> parts = new ConcurrentHashMap<>();
    private final InputStream stream;
    private volatile boolean ended;

    private LiveClient(InputStream stream) {
        this.stream = stream;
        Thread.ofVirtual().start(this::read);
    }

    /** Of the dashboard. */
    static LiveClient open(Shop shop) {
        return open(shop, "/live");
    }

    static LiveClient open(Shop shop, String path) {
        HttpResponse<InputStream> answer = shop.open(ShopRequest.get(path).with("Accept", "text/event-stream"));
        return of(answer);
    }

    static LiveClient of(HttpResponse<InputStream> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
        return new LiveClient(answer.body());
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String part = "";
            StringBuilder html = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    part = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    html.append(line.substring(6)).append('\n');
                } else if (line.isEmpty() && !html.isEmpty()) {
                    parts.put(part, html.toString());
                    html.setLength(0);
                }
            }
            ended = true;
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** Until it was sent this. */
    void awaitPart(String part, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(parts.getOrDefault(part, "")).contains(text));
    }

    /** All that it was sent something of. */
    Set<String> kinds() {
        return Set.copyOf(parts.keySet());
    }

    boolean wasSent(String part) {
        return parts.containsKey(part);
    }

    /** Until the service ended the stream as one that is complete. */
    void awaitEnd(Duration patience) {
        await().atMost(patience).until(() -> ended);
    }

    /** Until the order is among the latest ones with this status. */
    void awaitOrder(String order, String status) {
        Pattern row = Pattern.compile(Pattern.quote(order + "</a>") + ".*?<span>" + status + "</span>", Pattern.DOTALL);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(parts.getOrDefault("orders", "")).containsPattern(row));
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
