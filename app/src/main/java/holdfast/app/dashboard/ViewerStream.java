package holdfast.app.dashboard;

import holdfast.app.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Server-sent events to one viewer, for as long as he is let in. */
final class ViewerStream {

    /** Whoever waits for news asks this often whether the viewer is still there. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long KNOWN_FOR_NANOS = Duration.ofSeconds(10).toNanos();
    /** Tells the page to ask for the key again. */
    private static final String ENDED = "event: ended\ndata: -\n\n";

    private final HttpServletRequest request;
    private final OutputStream browser;
    private final Callers callers;
    private final BooleanSupplier serving;
    private long wroteAt = System.nanoTime();
    private long knownAt = System.nanoTime();
    private long departures;

    private ViewerStream(HttpServletRequest request, OutputStream browser, Callers callers, BooleanSupplier serving) {
        this.request = request;
        this.browser = browser;
        this.callers = callers;
        this.serving = serving;
        this.departures = callers.departures();
    }

    static ViewerStream open(
            HttpServletRequest request, HttpServletResponse response, Callers callers, BooleanSupplier serving)
            throws IOException {
        announce(response);
        ViewerStream stream = new ViewerStream(request, response.getOutputStream(), callers, serving);
        stream.send(": live\n\n");
        return stream;
    }

    static void announce(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // a proxy must not keep events back
    }

    /** Whether to go on; not when the service stops, nor when the viewer has logged out or his time is over, which he is told. */
    boolean isThere() throws IOException {
        if (!serving.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (!isKnown()) {
            send(ENDED);
            return false;
        }
        if (System.nanoTime() - wroteAt >= HEARTBEAT_NANOS) {
            send(": still here\n\n");
        }
        return true;
    }

    /** Asks the store only from time to time, and when somebody left here. */
    private boolean isKnown() {
        long left = callers.departures();
        long now = System.nanoTime();
        if (left == departures && now - knownAt < KNOWN_FOR_NANOS) {
            return true;
        }
        departures = left;
        knownAt = now;
        return callers.isKnown(request);
    }

    void send(String events) throws IOException {
        browser.write(events.getBytes(StandardCharsets.UTF_8));
        browser.flush();
        wroteAt = System.nanoTime();
    }
}
