package holdfast.app.audit;

import holdfast.app.audit.OrderTables.Row;
import holdfast.app.audit.OrderTables.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the list of orders with their events, a number of orders at a time: each when its first event passes by, with
 * all that it had come to where the list stands.
 *
 * <p>Rows are found by their orders. Only when there are more than that, those that no order made are looked for.
 */
final class OrderListCheck {

    private static final int AT_A_TIME = 100;

    private final OrderTables tables;
    private final OrderStories stories;
    private final BodyComparison bodies;
    private final StatusCounts counts;
    private final Findings findings;
    private final List<String> begun = new ArrayList<>();
    private long rowsFound;
    private long skusFound;

    OrderListCheck(
            OrderTables tables, OrderStories stories, BodyComparison bodies, StatusCounts counts, Findings findings) {
        this.tables = tables;
        this.stories = stories;
        this.bodies = bodies;
        this.counts = counts;
        this.findings = findings;
    }

    /** The first event of an order passes by. */
    void begin(String order) {
        begun.add(order);
    }

    /** Compares the orders that have begun since. */
    void check() {
        for (int from = 0; from < begun.size(); from += AT_A_TIME) {
            check(begun.subList(from, Math.min(from + AT_A_TIME, begun.size())));
        }
        begun.clear();
    }

    private void check(List<String> orders) {
        Map<String, OrderStory> told = stories.of(orders);
        Map<String, Row> rows = tables.rows(orders);
        rowsFound += rows.size();
        orders.forEach(order -> check(Objects.requireNonNull(told.get(order)), rows.get(order)));
        checkSkus(told.values().stream()
                .filter(OrderStory::isWhole)
                .map(OrderStory::order)
                .toList());
    }

    private void check(OrderStory story, @Nullable Row row) {
        ListedOrder order = story.order();
        if (!story.isWhole()) { // the event that cannot be read is named for itself
            counts.add(row == null ? order.status().name() : row.status(), story.last());
            return;
        }
        counts.add(order.status().name(), story.last());
        if (row == null) {
            differs(order, "row", order.status(), null);
        } else {
            compare(order, row);
        }
    }

    private void compare(ListedOrder order, Row row) {
        field(order, "createdAt", order.createdAt(), row.createdAt());
        field(order, "position", order.position(), row.position());
        field(order, "status", order.status().name(), row.status());
        field(order, "customerId", order.customerId(), row.customerId());
        field(order, "tab", order.tab(), row.tab());
        field(order, "paymentDueAt", order.paymentDueAt(), row.paymentDueAt());
        field(order, "version", order.version(), row.version());
        bodies.compare(
                ListedBody.of(order), row.body(), (path, expected, actual) -> differs(order, path, expected, actual));
    }

    private void field(ListedOrder order, String name, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            differs(order, name, expected, actual);
        }
    }

    private void differs(ListedOrder order, String field, @Nullable Object expected, @Nullable Object actual) {
        add(Kind.ORDER_ROW_DIFFERS, Subject.order(order.orderId()), field, expected, actual);
    }

    private void add(Kind kind, Subject subject, String field, @Nullable Object expected, @Nullable Object actual) {
        findings.add(Discrepancy.of(kind, subject, expected, actual).in(field));
    }

    private void checkSkus(List<ListedOrder> orders) {
        List<Sku> wanted =
                orders.stream().flatMap(order -> skusOf(order).stream()).toList();
        Set<Sku> there = tables.skus(wanted);
        skusFound += there.size();
        wanted.stream()
                .filter(sku -> !there.contains(sku))
                .forEach(sku -> add(Kind.ORDER_SKU_DIFFERS, subject(sku), "row", place(sku), null));
    }

    private static List<Sku> skusOf(ListedOrder order) {
        return order.skus().stream()
                .map(sku -> new Sku(sku, order.createdAt(), order.position(), order.orderId()))
                .toList();
    }

    private static Subject subject(Sku sku) {
        return Subject.orderSku(sku.orderId(), sku.sku());
    }

    private static String place(Sku sku) {
        return "position " + sku.position() + " at " + sku.createdAt();
    }

    /** Finds the rows that no event made. */
    void close(long reached) {
        if (tables.rowCount() != rowsFound) {
            tables.rowsWithoutOrder(reached, Findings.LISTED)
                    .forEach(order -> add(Kind.ORDER_ROW_DIFFERS, Subject.order(order), "row", null, order));
        }
        if (tables.skuCount() != skusFound) {
            findSkusTooMany();
        }
    }

    private void findSkusTooMany() {
        Sku last = new Sku("", Instant.EPOCH, 0, "");
        List<Sku> page = tables.skusAfter(last, AT_A_TIME);
        while (!page.isEmpty()) {
            Map<String, OrderStory> told =
                    stories.of(page.stream().map(Sku::orderId).distinct().toList());
            page.stream()
                    .filter(sku -> isTooMuch(sku, told.get(sku.orderId())))
                    .forEach(sku -> add(Kind.ORDER_SKU_DIFFERS, subject(sku), "row", null, place(sku)));
            page = tables.skusAfter(page.getLast(), AT_A_TIME);
        }
    }

    private static boolean isTooMuch(Sku sku, @Nullable OrderStory story) {
        return story == null || (story.isWhole() && !skusOf(story.order()).contains(sku));
    }
}
