package holdfast.app.audit;

import static java.math.BigDecimal.ZERO;

import holdfast.inventory.StockItemId;
import holdfast.inventory.cart.CartId;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares orders with the stock held and sold for them, at the end of the events.
 *
 * <p>Sales and releases follow the order's own events a moment later, by a process. What is merely on its way is no
 * discrepancy, and no clock is needed to tell: the process stores the position of the event that it has dealt with only
 * after the stock commands for it were committed, and everything here is read in one snapshot. So when the process is
 * past an event, the stock events that follow from it are in the snapshot; when it is not, the order is in progress. An
 * event that was parked as a dead letter counts as dealt with, so what stays undone for it is found.
 */
final class Settlement {

    private final StockBook stock;
    private final OrderBook orders;
    private final CartSettlement carts;
    private final Scope scope;
    private final Predicate<String> inProgress;
    private final Findings findings;

    Settlement(
            StockBook stock,
            OrderBook orders,
            CartSettlement carts,
            Scope scope,
            Predicate<String> inProgress,
            Findings findings) {
        this.stock = stock;
        this.orders = orders;
        this.carts = carts;
        this.scope = scope;
        this.inProgress = inProgress;
        this.findings = findings;
    }

    void check() {
        checkSums();
        stock.forEachHolder(this::checkHolder);
        orders.open().forEach(this::checkOrder);
        carts.checkCarts();
    }

    private void checkSums() {
        Map<StockItemId, BigDecimal> held = new HashMap<>();
        stock.forEachHolder(
                (_, holds) -> holds.forEach((item, hold) -> held.merge(item, hold.quantity(), BigDecimal::add)));
        for (ItemAccount item : stock.items()) {
            BigDecimal sum = held.getOrDefault(item.id(), ZERO);
            if (sum.compareTo(item.reserved()) != 0) {
                findings.add(
                        Discrepancy.of(Kind.RESERVED_NOT_SUM_OF_HOLDS, Subject.item(item.id()), sum, item.reserved()));
            }
        }
    }

    private void checkHolder(String holder, Map<StockItemId, HoldAccount> holds) {
        if (CartId.isCart(holder)) {
            carts.checkHolder(holder, holds);
            return;
        }
        OrderAccount order = orders.get(holder);
        if (isAlive(order) || inProgress.test(holder)) {
            return;
        }
        holds.forEach((item, hold) -> findings.add(
                Discrepancy.of(Kind.HOLD_WITHOUT_LIVE_ORDER, Subject.hold(item, holder), 0, hold.quantity())
                        .behind(hold.trail().events())));
    }

    private static boolean isAlive(@Nullable OrderAccount order) {
        return order != null
                && switch (order.status()) {
                    case PLACED, RESERVED -> true;
                    case DRAFT, REJECTED, PAID, COMPLETED, CANCELLED, VOIDED, EXPIRED, REFUNDED -> false;
                };
    }

    private void checkOrder(OrderAccount order) {
        switch (order.status()) {
            case PLACED -> checkPlaced(order);
            case RESERVED -> checkReserved(order);
            case PAID, COMPLETED, REFUNDED -> checkPaid(order);
            case DRAFT, REJECTED, CANCELLED, VOIDED, EXPIRED -> {} // their holds are found as holds
        }
    }

    private void checkPlaced(OrderAccount order) {
        if (!inProgress.test(order.orderId()) && scope.isAll()) {
            findings.add(Discrepancy.of(
                    Kind.ORDER_UNDECIDED, Subject.order(order.orderId()), "RESERVED or REJECTED", "PLACED"));
        }
    }

    /** Stock is held before the order gets a line and let go after it lost one: in between more may be held, never less. */
    private void checkReserved(OrderAccount order) {
        boolean moreIsFine = inProgress.test(order.orderId());
        Map<StockItemId, BigDecimal> held = new HashMap<>();
        stock.holdsOf(order.orderId()).forEach((item, hold) -> held.put(item, hold.quantity()));
        Quantities.compare(order.needs(scope), held, (item, needed, there) -> {
            if (!moreIsFine || there.compareTo(needed) < 0) {
                heldDiffers(order, item, needed, there);
            }
        });
    }

    private void heldDiffers(OrderAccount order, StockItemId item, BigDecimal needed, BigDecimal there) {
        HoldAccount hold = stock.hold(order.orderId(), item);
        Discrepancy found =
                Discrepancy.of(Kind.HOLD_DIFFERS_FROM_ORDER, Subject.hold(item, order.orderId()), needed, there);
        findings.add(hold == null ? found : found.behind(hold.trail().events()));
    }

    private void checkPaid(OrderAccount order) {
        if (inProgress.test(order.orderId())) {
            return;
        }
        Quantities.compare(
                order.needs(scope),
                order.sold(),
                (item, needed, sold) -> findings.add(
                        Discrepancy.of(Kind.SOLD_DIFFERS_FROM_ORDER, Subject.hold(item, order.orderId()), needed, sold)
                                .behind(order.sales().events())));
    }
}
