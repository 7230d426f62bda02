package holdfast.app.dashboard;

import holdfast.app.orders.FindOrders;
import holdfast.app.orders.OrderPlace;
import holdfast.order.OrderStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Lists orders, newest first; days are those of UTC. */
@Controller
class OrderListPage extends PageController {

    private final QueryGateway queries;
    private final JsonMapper json;

    OrderListPage(QueryGateway queries, JsonMapper json, Clock clock) {
        super(clock);
        this.queries = queries;
        this.json = json;
    }

    @GetMapping("/orders")
    String list(
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(required = false) @Nullable String customerId,
            @RequestParam(required = false) @Nullable String tab,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Filters filters = Filters.none()
                .with("status", status)
                .with("customerId", customerId)
                .with("tab", tab)
                .with("sku", sku)
                .with("from", from)
                .with("to", to);
        FindOrders query = new FindOrders(
                status,
                filters.get("customerId"),
                filters.get("tab"),
                filters.get("sku"),
                from == null ? null : start(from),
                to == null ? null : start(to.plusDays(1)).minus(1, ChronoUnit.MICROS),
                Listing.MOST,
                cursor == null ? null : OrderPlace.of(cursor));
        List<FindOrders.Item> found =
                queries.query(query, FindOrders.Found.class).join().orders();
        model.addAttribute(
                "list",
                Listing.of(
                                found,
                                "/orders",
                                filters,
                                cursor,
                                last -> last.place().cursor())
                        .map(item -> OrderRow.of(json.readTree(item.body()))));
        model.addAttribute("statuses", OrderStatus.values());
        return "orders";
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
