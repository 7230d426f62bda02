package holdfast.app.audit;

import static java.math.BigDecimal.ZERO;

import holdfast.inventory.StockItemId;
import holdfast.order.OrderLine;
import holdfast.order.OrderStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/** An order that is not settled yet, summed up from its events. */
final class OrderAccount {

    private final String orderId;
    private final String currency;
    private final Map<String, OrderLine> lines = new LinkedHashMap<>();
    private final Set<String> comped = new HashSet<>(2);
    private final Map<StockItemId, BigDecimal> sold = new HashMap<>(2);
    private final Trail sales = new Trail();
    private final Set<String> paymentIds = new HashSet<>(2);
    private BigDecimal paid = ZERO;
    private OrderStatus status;
    private Instant dueAt = Instant.MIN;
    private long step;

    OrderAccount(String orderId, String currency, OrderStatus status) {
        this.orderId = orderId;
        this.currency = currency;
        this.status = status;
    }

    String orderId() {
        return orderId;
    }

    OrderStatus status() {
        return status;
    }

    void to(OrderStatus next) {
        status = next;
    }

    /** When its payment is due. */
    Instant dueAt() {
        return dueAt;
    }

    void dueAt(Instant time) {
        dueAt = time;
    }

    /** The last event of the order that the reservation process has to act upon. */
    long step() {
        return step;
    }

    void stepAt(long position) {
        step = position;
    }

    void addLines(List<OrderLine> more) {
        more.forEach(line -> lines.put(line.lineId(), line));
    }

    void changeLine(String lineId, BigDecimal quantity) {
        lines.computeIfPresent(
                lineId, (_, line) -> new OrderLine(lineId, line.sku(), line.location(), quantity, line.unitPrice()));
    }

    void removeLine(String lineId) {
        lines.remove(lineId);
        comped.remove(lineId);
    }

    void comp(String lineId) {
        comped.add(lineId);
    }

    /** What was given away on the draft stays so. */
    void compAs(OrderAccount draft) {
        comped.addAll(draft.comped);
    }

    /** What its lines need of each stock item that the audit covers. */
    Map<StockItemId, BigDecimal> needs(Scope scope) {
        Map<StockItemId, BigDecimal> needs = new HashMap<>();
        lines.values().stream()
                .filter(line -> scope.covers(line.sku()))
                .forEach(line ->
                        needs.merge(new StockItemId(line.sku(), line.location()), line.quantity(), BigDecimal::add));
        return needs;
    }

    /** The sum of the lines that are not comped, each rounded half up to the decimals of the currency. */
    BigDecimal total() {
        int decimals = CurrencyUnit.of(currency).getDecimalPlaces();
        return lines.values().stream()
                .filter(line -> !comped.contains(line.lineId()))
                .map(line -> line.quantity().multiply(line.unitPrice()).setScale(decimals, RoundingMode.HALF_UP))
                .reduce(ZERO, BigDecimal::add);
    }

    /** What was paid and not given back. */
    BigDecimal paid() {
        return paid;
    }

    /** Answers whether there was no payment of that id yet. */
    boolean pay(String paymentId, BigDecimal amount) {
        paid = paid.add(amount);
        return paymentIds.add(paymentId);
    }

    void refund(BigDecimal amount) {
        paid = paid.subtract(amount);
    }

    void sell(StockItemId item, BigDecimal quantity, EventRef event) {
        sold.merge(item, quantity, BigDecimal::add);
        sales.add(event);
    }

    Map<StockItemId, BigDecimal> sold() {
        return sold;
    }

    Trail sales() {
        return sales;
    }
}
