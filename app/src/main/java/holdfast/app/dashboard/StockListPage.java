package holdfast.app.dashboard;

import holdfast.app.stock.FindStock;
import holdfast.app.stock.StockBody;
import holdfast.app.stock.StockList;
import java.time.Clock;
import java.util.List;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists all SKUs, or those that are low or sold out. */
@Controller
class StockListPage extends PageController {

    /** A SKU and how it stands: the worst of its locations counts. */
    record Row(StockBody item, Standing standing) {}

    /** Named as on the dashboard. */
    enum Standing {
        NOTHING_YET("Nothing yet", "draft"),
        IN_STOCK("In stock", "paid"),
        LOW("Low", "expired"),
        ALL_HELD("All held", "rejected"),
        SOLD_OUT("Sold out", "rejected");

        private final String title;
        private final String tone;

        Standing(String title, String tone) {
            this.title = title;
            this.tone = tone;
        }

        public String title() {
            return title;
        }

        public String tone() {
            return tone;
        }

        static Standing of(StockBody item) {
            return item.locations().stream()
                    .map(Standing::of)
                    .max(Enum::compareTo)
                    .orElse(NOTHING_YET);
        }

        private static Standing of(StockBody.Location at) {
            if (at.onHand().subtract(at.reserved()).signum() <= 0) {
                return at.reserved().signum() > 0 ? ALL_HELD : SOLD_OUT;
            }
            return at.onHand().subtract(at.reserved()).compareTo(at.safetyStock()) <= 0 ? LOW : IN_STOCK;
        }
    }

    private final QueryGateway queries;

    StockListPage(QueryGateway queries, Clock clock) {
        super(clock);
        this.queries = queries;
    }

    @GetMapping("/stock")
    String list(
            @RequestParam(required = false) @Nullable String productId,
            @RequestParam(defaultValue = "false") boolean low,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Filters filters = Filters.none().with("productId", productId).with("low", low ? true : null);
        String after = cursor == null ? "" : StockList.skuOf(cursor);
        FindStock query = new FindStock(filters.get("productId"), null, low, Listing.MOST, after);
        List<StockBody> found =
                queries.query(query, FindStock.Found.class).join().stock();
        model.addAttribute(
                "list",
                Listing.of(found, "/stock", filters, cursor, last -> StockList.cursorOf(last.sku()))
                        .map(item -> new Row(item, Standing.of(item))));
        return "stocks";
    }
}
