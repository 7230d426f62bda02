package holdfast.app.dashboard;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.order.OrderStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Puts the figures together, for a few milliseconds of the store's time. */
@Component
class FiguresReader {

    private final CommittedEvents events;
    private final OrderFigures orders;
    private final OrderLists lists;
    private final StockFigures stock;
    private final ServiceFigures service;
    private final Clock clock;

    FiguresReader(
            CommittedEvents events,
            OrderFigures orders,
            OrderLists lists,
            StockFigures stock,
            ServiceFigures service,
            Clock clock) {
        this.events = events;
        this.orders = orders;
        this.lists = lists;
        this.stock = stock;
        this.service = service;
        this.clock = clock;
    }

    Figures read() {
        Instant now = clock.instant();
        long head = events.head();
        return new Figures(
                now,
                head,
                orders(now),
                stock.stock(now),
                lists.holds(now),
                orders.deadlines(now),
                service.refused(),
                service.commands(),
                service.readModels(head),
                service.audit());
    }

    private Figures.Orders orders(Instant now) {
        Map<OrderStatus, Long> byStatus = orders.byStatus(now);
        long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
        return new Figures.Orders(total, byStatus, orders.perMinute(now), lists.latest(now));
    }
}
