package holdfast.app.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the dashboard shows, as of one moment.
 *
 * @param position of the last committed event
 * @param refused attempts on this node since it started, by the slug of the problem
 * @param commands handled on this node in the last minutes, the most frequent first
 * @param audit the last one of everything on this node; null until there was one
 */
record Figures(
        Instant at,
        long position,
        Orders orders,
        Stock stock,
        List<OpenHold> holds,
        Deadlines deadlines,
        Map<String, Long> refused,
        List<Command> commands,
        List<ReadModel> readModels,
        @Nullable Audit audit) {

    /**
     * @param byStatus every status, those past their deadline under EXPIRED
     * @param perMinute the last hour, oldest first, without a gap
     * @param latest newest first
     */
    record Orders(long total, Map<OrderStatus, Long> byStatus, List<Minute> perMinute, List<Order> latest) {}

    record Minute(Instant minute, long placed, long paid, long rejected, long expired) {}

    /** Amounts are in the order's currency. */
    record Order(
            String orderId,
            OrderStatus status,
            long version,
            int lines,
            String currency,
            BigDecimal total,
            @Nullable Instant paymentDueAt,
            Instant updatedAt) {}

    /**
     * @param defined whether there is any SKU at all
     * @param lowCount locations at which no more is free than is to be kept back, up to 1000
     * @param low some of them, the emptiest first
     */
    record Stock(boolean defined, long lowCount, List<Level> low) {}

    /** Quantities are in the SKU's unit; {@code free} is what is on hand and not held. */
    record Level(
            String sku,
            String name,
            String unit,
            String location,
            BigDecimal onHand,
            BigDecimal reserved,
            BigDecimal free,
            BigDecimal safetyStock) {

        public boolean soldOut() {
            return free.signum() <= 0;
        }
    }

    /**
     * An order that holds stock until its payment is due, or a cart that does so for a while.
     *
     * @param orderId null of a cart, as are currency and amount
     * @param placedAt of a cart the time at which it was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OpenHold(
            @Nullable String orderId,
            @Nullable String reservationId,
            List<HeldItem> items,
            @Nullable String currency,
            @Nullable BigDecimal amountDue,
            Instant placedAt,
            Instant expiresAt) {}

    record HeldItem(String sku, BigDecimal quantity) {}

    /** Payments due within five minutes, and those that passed and are not cleared up yet; each up to 1000. */
    record Deadlines(long dueSoon, long overdue) {}

    /** Percentiles in milliseconds. */
    record Command(String command, long count, double p50, double p95, double p99) {}

    /** {@code lag} in events. */
    record ReadModel(String name, long position, long lag) {}

    record Audit(Instant at, long position, long eventsChecked, int itemsChecked, long discrepancyCount) {}
}
