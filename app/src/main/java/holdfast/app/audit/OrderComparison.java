package holdfast.app.audit;

import holdfast.app.eventstore.StreamEvents;
import holdfast.order.OrderEvent;
import java.util.function.LongFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Compares the list of orders and their figures with the events up to where they stand. */
final class OrderComparison {

    private static final String AGGREGATE_TYPE = "Order";

    private final OrderTables tables;
    private final StatusCounts counts = new StatusCounts();
    private final OrderListCheck list;
    private final MinuteCounts minutes;
    private final Standing standing;
    private final long reached;
    private final Findings findings;

    OrderComparison(OrderTables tables, StreamEvents streams, JsonMapper json, long reached, Findings findings) {
        this.tables = tables;
        OrderStories stories = new OrderStories(streams, reached);
        this.list = new OrderListCheck(tables, stories, new BodyComparison(json), counts, findings);
        this.minutes = new MinuteCounts(findings);
        this.standing = new Standing(reached);
        this.reached = reached;
        this.findings = findings;
    }

    void take(TrackedEventMessage<?> message, @Nullable Object payload, long position, long before) {
        if (message instanceof DomainEventMessage<?> event
                && AGGREGATE_TYPE.equals(event.getType())
                && standing.hasTakenIn(position, before)) {
            take(event, payload, position);
        }
    }

    private void take(DomainEventMessage<?> event, @Nullable Object payload, long position) {
        if (event.getSequenceNumber() == 0) {
            list.begin(event.getAggregateIdentifier());
        }
        if (payload instanceof OrderEvent read) {
            minutes.add(position, read);
        }
    }

    void closeBatch() {
        list.check();
    }

    void close(LongFunction<EventRef> events) {
        list.close(reached);
        counts.check(tables.counts(), findings);
        minutes.check(tables, events);
    }

    long comparedAt(long head) {
        return standing.at(head);
    }
}
