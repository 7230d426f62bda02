package holdfast.app.orders;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import holdfast.app.eventstore.StreamEvents;
import holdfast.app.readmodel.ReadModel;
import holdfast.order.OrderEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps each order as a row, exactly as of the position that was reached.
 *
 * <p>The events of a batch are folded first and written together: a row per order, however much happened to it.
 */
@Component
@ProcessingGroup(OrderProjection.PROCESSING_GROUP)
class OrderProjection implements ReadModel {

    static final String PROCESSING_GROUP = "orders";
    static final String AGGREGATE_TYPE = "Order";

    private static final String BATCH = OrderProjection.class.getName();
    private static final long CACHED_ORDERS = 10_000;

    private final StreamEvents streams;
    private final OrderRows rows;
    private final OrderTally tally;
    /** What was written, after its commit; an order that is not here is read from its stream. */
    private final Cache<String, ProjectedOrder> written = CacheBuilder.newBuilder()
            .concurrencyLevel(1)
            .maximumSize(CACHED_ORDERS)
            .build();

    OrderProjection(StreamEvents streams, OrderRows rows, OrderTally tally) {
        this.streams = streams;
        this.rows = rows;
        this.tally = tally;
    }

    @EventHandler
    void on(OrderEvent event, TrackedEventMessage<?> message, UnitOfWork<?> work) {
        batch(work).add(message);
    }

    private OrderBatch batch(UnitOfWork<?> work) {
        return work.getOrComputeResource(BATCH, _ -> {
            OrderBatch batch = new OrderBatch();
            work.onPrepareCommit(_ -> {
                Map<String, ProjectedOrder> orders = write(batch);
                work.afterCommit(_ -> written.putAll(orders));
            });
            return batch;
        });
    }

    private Map<String, ProjectedOrder> write(OrderBatch batch) {
        Map<String, ProjectedOrder> before = before(batch);
        Map<String, ProjectedOrder> after = new LinkedHashMap<>();
        batch.events().forEach((order, events) -> after.put(order, fold(before.get(order), events)));
        rows.write(before, after.values());
        tally.add(before, after.values(), batch);
        return after;
    }

    @Override
    public String name() {
        return PROCESSING_GROUP;
    }

    @Override
    public List<String> tables() {
        return List.of("order_row", "order_sku", "order_count", "order_minute");
    }

    /** One that fails is thrown away with all that it remembers. */
    @Override
    public Filling fill() {
        OrderProjection other = new OrderProjection(streams, rows, tally);
        return events -> {
            OrderBatch batch = new OrderBatch();
            events.forEach(batch::add);
            other.written.putAll(other.write(batch));
        };
    }

    private Map<String, ProjectedOrder> before(OrderBatch batch) {
        Map<String, ProjectedOrder> known = new HashMap<>();
        batch.startedEarlier().forEach((order, version) -> {
            ProjectedOrder last = written.getIfPresent(order);
            if (last != null && last.state().version() == version) {
                known.put(order, last);
            }
        });
        List<String> unknown = batch.startedEarlier().keySet().stream()
                .filter(order -> !known.containsKey(order))
                .toList();
        for (TrackedEventMessage<?> event : streams.until(unknown, batch.firstPosition() - 1)) {
            known.merge(
                    StreamEvents.streamOf(event),
                    ProjectedOrder.first(event),
                    (order, _) -> order.after((OrderEvent) event.getPayload()));
        }
        return known;
    }

    private static ProjectedOrder fold(@Nullable ProjectedOrder before, List<TrackedEventMessage<?>> events) {
        ProjectedOrder order = before;
        for (TrackedEventMessage<?> event : events) {
            order = order == null ? ProjectedOrder.first(event) : order.after((OrderEvent) event.getPayload());
        }
        return Objects.requireNonNull(order);
    }
}
