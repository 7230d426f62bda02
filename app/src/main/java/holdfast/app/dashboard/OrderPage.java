package holdfast.app.dashboard;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.orders.OrderHistory;
import holdfast.app.orders.OrderStreams;
import holdfast.order.OrderState;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows how an order came to be, and how it was at each of its versions. */
@Controller
class OrderPage extends PageController {

    /** An event of the timeline; {@code actor} is null when nobody's request caused it. */
    record Moment(long version, Instant at, @Nullable String actor, String type, OrderStory.Told told) {}

    private final OrderStreams streams;
    private final OrderHistory history;
    private final Clock clock;

    OrderPage(OrderStreams streams, OrderHistory history, Clock clock) {
        super(clock);
        this.streams = streams;
        this.history = history;
        this.clock = clock;
    }

    @GetMapping("/orders/{orderId}")
    String show(
            @PathVariable @Identifier String orderId,
            @RequestParam(required = false) @Min(1) @Nullable Long version,
            Model model) {
        List<Moment> moments = moments(orderId);
        if (moments.isEmpty()) {
            throw ProblemType.NOT_FOUND
                    .because("There is no order " + orderId + ".")
                    .exception();
        }
        long last = moments.getLast().version();
        long shown = version == null ? last : Math.min(version, last);
        OrderState order = streams.order(orderId, shown);
        Moment moment = moments.get((int) shown - 1);
        model.addAttribute("order", order);
        model.addAttribute("status", shown == last ? order.statusAt(clock.instant()) : order.status());
        model.addAttribute("now", clock.instant());
        model.addAttribute("shown", shown);
        model.addAttribute("last", last);
        model.addAttribute("moment", moment);
        model.addAttribute("moments", moments.reversed());
        return "order";
    }

    private List<Moment> moments(String orderId) {
        List<OrderHistory.Entry> entries = history.of(orderId);
        OrderStory story = new OrderStory(streams.order(orderId).currency());
        List<Moment> moments = new ArrayList<>();
        for (OrderHistory.Entry entry : entries) {
            moments.add(new Moment(entry.version(), entry.at(), entry.actor(), entry.type(), story.tell(entry.data())));
        }
        return moments;
    }
}
