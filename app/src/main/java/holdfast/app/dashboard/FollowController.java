package holdfast.app.dashboard;

import holdfast.app.api.problem.ProblemException;
import holdfast.app.api.validation.Identifier;
import holdfast.app.dashboard.Watches.Watch;
import holdfast.app.orders.OrderStreams;
import holdfast.app.stock.StockReadModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Tells the page of an order or a SKU when there is a newer version of what it shows; it draws itself anew then.
 *
 * <p>While nothing happens to that one order or SKU, nothing is asked of the store but whether the viewer is logged in.
 */
@Controller
class FollowController {

    /** Changes within this time are told together. */
    private static final Duration BETWEEN = Duration.ofMillis(400);

    private final Viewers viewers;
    private final Watches watches;
    private final OrderStreams orders;
    private final StockTrail stock;
    private final StockReadModel stockTables;

    FollowController(
            Viewers viewers, Watches watches, OrderStreams orders, StockTrail stock, StockReadModel stockTables) {
        this.viewers = viewers;
        this.watches = watches;
        this.orders = orders;
        this.stock = stock;
        this.stockTables = stockTables;
    }

    /** {@code after} is the version that the page shows; a browser that reconnects says what it was told last. */
    @GetMapping("/orders/{orderId}/live")
    void order(
            @PathVariable @Identifier String orderId,
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        viewers.serve(request, response, viewer -> {
            try (Watch watch = watches.ofOrder(orderId)) {
                follow(watch, () -> orders.order(orderId).version(), lastEventId == null ? after : lastEventId, viewer);
            }
        });
    }

    @GetMapping("/stock/{sku}/live")
    void sku(
            @PathVariable @Identifier String sku,
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        viewers.serve(request, response, viewer -> {
            try (Watch watch = watches.ofSku(sku)) {
                follow(watch, () -> shownVersion(sku), lastEventId == null ? after : lastEventId, viewer);
            }
        });
    }

    private long shownVersion(String sku) {
        stockTables.awaitHead();
        return stock.version(sku);
    }

    private static void follow(Watch watch, LongSupplier version, long after, ViewerStream viewer) throws IOException {
        long seen = after;
        boolean isNews = true; // since the page was drawn
        while (viewer.isThere()) {
            OptionalLong now = isNews ? unlessLate(version) : OptionalLong.empty();
            boolean isLate = isNews && now.isEmpty();
            if (now.isPresent() && now.getAsLong() > seen) {
                seen = now.getAsLong();
                viewer.send("event: changed\ndata: " + seen + "\nid: " + seen + "\n\n");
                pause();
            }
            isNews = isLate || watch.awaits(ViewerStream.LOOK);
        }
    }

    /** Empty when the read model is far behind, or the service about to stop. */
    private static OptionalLong unlessLate(LongSupplier version) {
        try {
            return OptionalLong.of(version.getAsLong());
        } catch (ProblemException notReached) {
            return OptionalLong.empty();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
