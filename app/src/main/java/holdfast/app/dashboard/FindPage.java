package holdfast.app.dashboard;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.orders.OrderStreams;
import java.time.Clock;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Leads from what somebody typed to the order or the SKU of that name. */
@Controller
class FindPage extends PageController {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final OrderStreams orders;
    private final StockTrail stock;

    FindPage(OrderStreams orders, StockTrail stock, Clock clock) {
        super(clock);
        this.orders = orders;
        this.stock = stock;
    }

    @GetMapping("/find")
    String find(@RequestParam(defaultValue = "") String q) {
        String id = q.strip();
        if (ID.matcher(id).matches()) {
            if (orders.order(id).version() > 0) {
                return "redirect:/orders/" + id;
            }
            if (stock.definition(id).isPresent()) {
                return "redirect:/stock/" + id;
            }
        }
        throw ProblemType.NOT_FOUND
                .because("There is no order and no SKU with the name \u201c" + id + "\u201d.")
                .exception();
    }
}
