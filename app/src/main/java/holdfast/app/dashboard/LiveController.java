package holdfast.app.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Sends each viewer the parts of the dashboard that changed, for as long as he is logged in. */
@Controller
class LiveController {

    private final LiveDashboard live;
    private final SharedDrawing drawing;
    private final Viewers viewers;

    LiveController(LiveDashboard live, SharedDrawing drawing, Viewers viewers) {
        this.live = live;
        this.drawing = drawing;
        this.viewers = viewers;
    }

    /** {@code after} is the revision that the page was made of; a browser that reconnects says what it saw last. */
    @GetMapping(path = "/live")
    void follow(
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        viewers.serve(request, response, viewer -> {
            live.enter();
            try {
                show(lastEventId == null ? after : lastEventId, viewer);
            } finally {
                live.leave();
            }
        });
    }

    private void show(long after, ViewerStream viewer) throws IOException {
        long seen = after;
        while (viewer.isThere()) {
            Drawing next = drawing.after(seen, ViewerStream.LOOK);
            if (next.revision() > seen) {
                viewer.send(changes(next, seen));
                seen = next.revision();
            }
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
}
