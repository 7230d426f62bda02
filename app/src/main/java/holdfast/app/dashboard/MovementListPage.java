package holdfast.app.dashboard;

import holdfast.app.api.PageRequest;
import holdfast.app.stock.FindMovements;
import holdfast.app.stock.Movement;
import java.time.Clock;
import java.util.List;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists every change of stock, newest first. */
@Controller
class MovementListPage extends PageController {

    private final QueryGateway queries;

    MovementListPage(QueryGateway queries, Clock clock) {
        super(clock);
        this.queries = queries;
    }

    @GetMapping("/movements")
    String list(
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String orderId,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Filters filters =
                Filters.none().with("sku", sku).with("orderId", orderId).with("location", location);
        long before = cursor == null
                ? Long.MAX_VALUE
                : PageRequest.of(Listing.MOST, cursor).after();
        FindMovements query = new FindMovements(
                filters.get("sku"), filters.get("orderId"), filters.get("location"), true, Listing.MOST, before);
        List<Movement> found =
                queries.query(query, FindMovements.Found.class).join().movements();
        model.addAttribute(
                "list",
                Listing.of(found, "/movements", filters, cursor, last -> PageRequest.cursorAfter(last.position())));
        return "movements";
    }
}
