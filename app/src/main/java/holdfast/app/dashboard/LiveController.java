package holdfast.app.dashboard;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Sends each viewer the parts of the dashboard that changed, for as long as he is logged in. */
@Controller
class LiveController {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final long KNOWN_FOR_NANOS = Duration.ofSeconds(30).toNanos();
    /** Tells the page to ask for the key again. */
    private static final String ENDED = "event: ended\ndata: -\n\n";

    private final LiveDashboard live;
    private final SharedDrawing drawing;
    private final Callers callers;

    LiveController(LiveDashboard live, SharedDrawing drawing, Callers callers) {
        this.live = live;
        this.drawing = drawing;
        this.callers = callers;
    }

    /** {@code after} is the revision that the page was made of; a browser that reconnects says what it saw last. */
    @GetMapping(path = "/live")
    void follow(
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!live.enter()) {
            throw ProblemType.UNAVAILABLE
                    .because("There are too many viewers of the dashboard.")
                    .exception();
        }
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // a proxy must not keep events back
            write(lastEventId == null ? after : lastEventId, request, response.getOutputStream());
        } catch (IOException viewerIsGone) {
            // The page asks again when it is still there.
        } finally {
            live.leave();
        }
    }

    private void write(long after, HttpServletRequest request, OutputStream viewer) throws IOException {
        long seen = after;
        long known = System.nanoTime();
        send(viewer, ": live\n\n");
        while (!drawing.isClosed() && !Thread.currentThread().isInterrupted()) {
            Drawing next = drawing.after(seen, HEARTBEAT);
            if (System.nanoTime() - known >= KNOWN_FOR_NANOS) {
                if (!callers.isKnown(request)) {
                    send(viewer, ENDED);
                    return;
                }
                known = System.nanoTime();
            }
            send(viewer, next.revision() > seen ? changes(next, seen) : ": still here\n\n");
            seen = Math.max(seen, next.revision());
        }
    }

    private static String changes(Drawing drawing, long seen) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Panel, Drawing.Part> part : drawing.parts().entrySet()) {
            if (part.getValue().revision() > seen) {
                text.append("event: ").append(part.getKey().id()).append('\n');
                part.getValue()
                        .html()
                        .lines()
                        .forEach(line -> text.append("data: ").append(line).append('\n'));
                text.append("id: ").append(drawing.revision()).append("\n\n");
            }
        }
        return text.toString();
    }

    private static void send(OutputStream viewer, String text) throws IOException {
        viewer.write(text.getBytes(StandardCharsets.UTF_8));
        viewer.flush();
    }
}
