package holdfast.app.audit;

import holdfast.inventory.StockItemId;
import holdfast.inventory.cart.CartStatus;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Compares carts with the stock held and sold for them, at the end of the events, like {@link Settlement} does orders. */
final class CartSettlement {

    private final StockBook stock;
    private final CartBook carts;
    private final Scope scope;
    private final Predicate<CartAccount> inProgress;
    private final Findings findings;

    CartSettlement(StockBook stock, CartBook carts, Scope scope, Predicate<CartAccount> inProgress, Findings findings) {
        this.stock = stock;
        this.carts = carts;
        this.scope = scope;
        this.inProgress = inProgress;
        this.findings = findings;
    }

    void checkHolder(String holder, Map<StockItemId, HoldAccount> holds) {
        CartAccount cart = carts.get(holder);
        if (cart != null && (isAlive(cart) || inProgress.test(cart))) {
            return;
        }
        holds.forEach((item, hold) ->
                findings.add(Discrepancy.of(Kind.HOLD_WITHOUT_LIVE_CART, Subject.hold(item, holder), 0, hold.quantity())
                        .behind(hold.trail().events())));
    }

    private static boolean isAlive(CartAccount cart) {
        return cart.status() == CartStatus.REQUESTED || cart.status() == CartStatus.HELD;
    }

    void checkCarts() {
        carts.open().stream().filter(cart -> !inProgress.test(cart)).forEach(this::checkCart);
    }

    private void checkCart(CartAccount cart) {
        switch (cart.status()) {
            case REQUESTED -> checkDecided(cart);
            case HELD -> checkHeld(cart);
            case COMMITTED -> checkSold(cart);
            case REJECTED, RELEASED, EXPIRED -> {} // their holds are found as holds
        }
    }

    private void checkDecided(CartAccount cart) {
        if (scope.isAll()) {
            findings.add(Discrepancy.of(
                    Kind.CART_UNDECIDED, Subject.holder(cart.holder()), "HELD or REJECTED", "REQUESTED"));
        }
    }

    private void checkHeld(CartAccount cart) {
        Map<StockItemId, BigDecimal> held = new HashMap<>();
        stock.holdsOf(cart.holder()).forEach((item, hold) -> held.put(item, hold.quantity()));
        Quantities.compare(cart.needs(), held, (item, needed, there) -> {
            HoldAccount hold = stock.hold(cart.holder(), item);
            Discrepancy found =
                    Discrepancy.of(Kind.HOLD_DIFFERS_FROM_CART, Subject.hold(item, cart.holder()), needed, there);
            findings.add(hold == null ? found : found.behind(hold.trail().events()));
        });
    }

    private void checkSold(CartAccount cart) {
        Quantities.compare(
                cart.orderId() == null ? cart.needs() : Map.of(),
                cart.sold(),
                (item, needed, sold) -> findings.add(
                        Discrepancy.of(Kind.SOLD_DIFFERS_FROM_CART, Subject.hold(item, cart.holder()), needed, sold)
                                .behind(cart.sales().events())));
    }
}
