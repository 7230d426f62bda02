package holdfast.app.races;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Follows the feed as a browser does, on a thread of its own, and keeps what it was sent. */
final class FeedClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a server-sent event says; {@code data} is JSON. */
    record Received(long id, String data) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final InputStream stream;
    private volatile boolean ended;
    private final Thread thread;

    private FeedClient(InputStream stream) {
        this.stream = stream;
        this.thread = Thread.ofVirtual().start(this::read);
    }

    static FeedClient open(Shop shop, String query, @Nullable Long lastEventId) {
        HttpResponse<InputStream> answer = shop.open(request(query, lastEventId));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
        return new FeedClient(answer.body());
    }

    static ShopRequest request(String query, @Nullable Long lastEventId) {
        ShopRequest request = ShopRequest.get("/v1/events" + query).with("Accept", "text/event-stream");
        return lastEventId == null ? request : request.with("Last-Event-ID", "" + lastEventId);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            long id = -1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    heartbeats.incrementAndGet();
                } else if (line.startsWith("id: ")) {
                    id = Long.parseLong(line.substring(4));
                } else if (line.startsWith("data: ")) {
                    received.add(new Received(id, line.substring(6)));
                } else {
                    assertThat(line).isEmpty();
                }
            }
            ended = true;
        } catch (IOException closed) {
            // by this client or by a service that was stopped
        }
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<Long> ids() {
        return received.stream().map(Received::id).toList();
    }

    int heartbeats() {
        return heartbeats.get();
    }

    List<Received> awaitId(long id) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !received.isEmpty() && received.getLast().id() >= id);
        return received();
    }

    /** Whether the service ended the stream as one that is complete. */
    boolean endedCleanly() {
        return ended;
    }

    boolean endedWithin(Duration time) throws InterruptedException {
        return thread.join(time);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
