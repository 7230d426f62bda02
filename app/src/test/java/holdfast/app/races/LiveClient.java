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
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Looks at the dashboard as a browser does: keeps the last drawing of each part that it was sent. */
final class LiveClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, String> parts = new ConcurrentHashMap<>();
    private final InputStream stream;

    private LiveClient(InputStream stream) {
        this.stream = stream;
        Thread.ofVirtual().start(this::read);
    }

    static LiveClient open(Shop shop) {
        HttpResponse<InputStream> answer = shop.open(ShopRequest.get("/live").with("Accept", "text/event-stream"));
        assertThat(answer.statusCode()).isEqualTo(200);
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
        } catch (IOException closed) {
            // the test is over
        }
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
