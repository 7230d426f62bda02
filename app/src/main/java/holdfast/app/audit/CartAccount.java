package holdfast.app.audit;

import holdfast.inventory.StockItemId;
import holdfast.inventory.cart.CartItem;
import holdfast.inventory.cart.CartStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reservation of a cart that is not settled yet, summed up from its events. */
final class CartAccount {

    private final String holder;
    private final Map<StockItemId, BigDecimal> needs = new HashMap<>(2);
    private final Map<StockItemId, BigDecimal> sold = new HashMap<>(2);
    private final Trail sales = new Trail();
    private CartStatus status = CartStatus.REQUESTED;
    private @Nullable String orderId;
    private Instant expiresAt;
    private long step;

    CartAccount(String holder, List<CartItem> lines, Instant expiresAt, Scope scope) {
        this.holder = holder;
        this.expiresAt = expiresAt;
        lines.stream()
                .filter(line -> scope.covers(line.sku()))
                .forEach(line -> needs.merge(line.item(), line.quantity(), BigDecimal::add));
    }

    String holder() {
        return holder;
    }

    CartStatus status() {
        return status;
    }

    void to(CartStatus next) {
        status = next;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    void expiresAt(Instant time) {
        expiresAt = time;
    }

    /** The order that has its holds; null as long as they are its own. */
    @Nullable
    String orderId() {
        return orderId;
    }

    void takenOverBy(String order) {
        status = CartStatus.COMMITTED;
        orderId = order;
    }

    /** The last event that the process has to act upon. */
    long step() {
        return step;
    }

    void stepAt(long position) {
        step = position;
    }

    /** What it needs of each stock item that the audit covers. */
    Map<StockItemId, BigDecimal> needs() {
        return needs;
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
