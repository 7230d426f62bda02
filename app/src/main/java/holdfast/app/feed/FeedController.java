package holdfast.app.feed;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import holdfast.app.api.MinPosition;
import holdfast.app.api.Page;
import holdfast.app.api.PageRequest;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.eventstore.Positions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives clients the events: a page as JSON, or all of them as server-sent events, live. */
@RestController
class FeedController {

    /** An event, printed. */
    record Printed(@JsonValue @JsonRawValue String json) {}

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final Feed feed;
    private final Positions positions;

    FeedController(Feed feed, Positions positions) {
        this.feed = feed;
        this.positions = positions;
    }

    @GetMapping(
            path = "/v1/events",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    ResponseEntity<Page<Printed>> events(
            @RequestParam(required = false) @Min(0) @Nullable Long from,
            @RequestParam(required = false) @Nullable String types,
            @RequestParam(required = false) @Size(min = 1, max = 64) @Nullable String aggregateType,
            @RequestParam(required = false) @Size(min = 1, max = 200) @Nullable String aggregateId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            MinPosition position,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        FeedFilter filter = FeedFilter.of(types, aggregateType, aggregateId);
        PageRequest page = PageRequest.of(limit, cursor);
        // A cursor goes on where its page ended, which is not before the beginning that was asked for.
        long after = Math.max(page.after(), from == null ? 0 : from - 1);
        if (wantsStream(accept)) {
            long seen = lastEventId == null ? after : position(lastEventId);
            // Nobody could tell when the caller of HEAD is gone: there is nothing to write to it.
            if (request.getMethod().equals("GET")) {
                stream(filter, seen, request, response);
            } else {
                announceStream(response);
            }
            return null;
        }
        positions.awaitHead(position);
        return page(feed.page(filter, new PageRequest(page.limit(), after)));
    }

    private static boolean wantsStream(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        List<MediaType> types = MediaType.parseMediaTypes(accept);
        return types.stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM) && type.getQualityValue() > 0);
    }

    /** A client that reconnects says what it saw last, whatever its address says. */
    private static long position(String lastEventId) {
        if (!POSITION.matcher(lastEventId.strip()).matches()) {
            throw ProblemType.MALFORMED_REQUEST
                    .because("Last-Event-ID must be the id of an event, a whole number from 0.")
                    .exception();
        }
        return Long.parseLong(lastEventId.strip());
    }

    private static void announceStream(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // a proxy must not keep events back
    }

    private void stream(FeedFilter filter, long after, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (Feed.Seat seat = feed.seat(request)) {
            announceStream(response);
            seat.follow(filter, after, response.getOutputStream());
        } catch (IOException clientIsGone) {
            // It resumes after the last event that it got.
        }
    }

    private ResponseEntity<Page<Printed>> page(FeedChunk chunk) {
        List<Printed> items =
                chunk.events().stream().map(event -> new Printed(event.json())).toList();
        return feed.hasMoreAfter(chunk.reached())
                ? Page.before(items, PageRequest.cursorAfter(chunk.reached()))
                : ResponseEntity.ok(new Page<>(items, null));
    }
}
