package holdfast.app.audit;

import static holdfast.inventory.cart.CartStatus.COMMITTED;
import static holdfast.inventory.cart.CartStatus.EXPIRED;
import static holdfast.inventory.cart.CartStatus.HELD;
import static holdfast.inventory.cart.CartStatus.REJECTED;
import static holdfast.inventory.cart.CartStatus.RELEASED;
import static holdfast.inventory.cart.CartStatus.REQUESTED;

import holdfast.inventory.StockEvent.HoldTakenOver;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.cart.CartEvent;
import holdfast.inventory.cart.CartEvent.CartCommitted;
import holdfast.inventory.cart.CartEvent.CartExpired;
import holdfast.inventory.cart.CartEvent.CartExtended;
import holdfast.inventory.cart.CartEvent.CartHeld;
import holdfast.inventory.cart.CartEvent.CartRejected;
import holdfast.inventory.cart.CartEvent.CartReleased;
import holdfast.inventory.cart.CartEvent.CartRequested;
import holdfast.inventory.cart.CartEvent.CartTakenOver;
import holdfast.inventory.cart.CartStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The accounts of the carts that are not settled: alive, or ended with stock still on its way; the others are forgotten. */
final class CartBook {

    private final Map<String, CartAccount> open = new HashMap<>();
    private final StockBook stock;
    private final Scope scope;
    private final Findings findings;

    CartBook(StockBook stock, Scope scope, Findings findings) {
        this.stock = stock;
        this.scope = scope;
        this.findings = findings;
    }

    void apply(EventRef ref, CartEvent event) {
        switch (event) {
            case CartRequested e -> request(ref, e);
            case CartHeld e -> on(ref, e, cart -> cart.to(HELD), REQUESTED);
            case CartRejected e -> on(ref, e, cart -> cart.to(REJECTED), REQUESTED);
            case CartExtended e -> extend(ref, e);
            case CartCommitted e -> end(ref, e, COMMITTED, HELD);
            case CartReleased e -> end(ref, e, RELEASED, HELD);
            case CartExpired e -> end(ref, e, EXPIRED, REQUESTED, HELD);
            case CartTakenOver e -> takeOver(ref, e);
        }
        forgetIfSettled(holder(event));
    }

    private void request(EventRef ref, CartRequested e) {
        if (open.containsKey(holder(e))) {
            outOfState(ref, e);
            return;
        }
        CartAccount cart = new CartAccount(holder(e), e.lines(), e.expiresAt(), scope);
        cart.stepAt(ref.position());
        open.put(holder(e), cart);
    }

    private void extend(EventRef ref, CartExtended e) {
        Consumer<CartAccount> extension = cart -> {
            cart.expiresAt(e.expiresAt());
            cart.stepAt(ref.position());
        };
        on(ref, e, extension, HELD);
    }

    private void end(EventRef ref, CartEvent e, CartStatus status, CartStatus... from) {
        Consumer<CartAccount> ending = cart -> {
            cart.to(status);
            cart.stepAt(ref.position());
        };
        on(ref, e, ending, from);
    }

    private void takeOver(EventRef ref, CartTakenOver e) {
        Consumer<CartAccount> ending = cart -> {
            cart.takenOverBy(e.orderId());
            cart.stepAt(ref.position());
        };
        on(ref, e, ending, HELD);
    }

    private void on(EventRef ref, CartEvent event, Consumer<CartAccount> change, CartStatus... from) {
        CartAccount cart = open.get(holder(event));
        if (cart == null || !List.of(from).contains(cart.status())) {
            outOfState(ref, event);
        }
        if (cart != null) {
            change.accept(cart);
        }
    }

    /** Carts as such are no matter of one SKU. */
    private void outOfState(EventRef ref, CartEvent event) {
        if (scope.isAll()) {
            CartAccount cart = open.get(holder(event));
            String actual = ref.type() + " when " + (cart == null ? "nothing was open" : cart.status());
            findings.add(Discrepancy.of(Kind.CART_EVENT_OUT_OF_STATE, Subject.holder(holder(event)), null, actual)
                    .behind(ref));
        }
    }

    /** Only what was committed is sold. */
    void sold(EventRef ref, StockSold e) {
        CartAccount cart = open.get(e.holder());
        if (cart == null || cart.status() != COMMITTED || cart.orderId() != null) {
            findings.add(Discrepancy.of(Kind.SOLD_NOT_COMMITTED, Subject.hold(e.item(), e.holder()), 0, e.quantity())
                    .behind(ref));
        }
        if (cart != null) {
            cart.sell(e.item(), e.quantity(), ref);
        }
    }

    /** Only the order that the cart named has its holds. */
    void takenOver(EventRef ref, HoldTakenOver e) {
        CartAccount cart = open.get(e.from());
        String given = cart == null ? null : cart.orderId();
        if (!e.holder().equals(given)) {
            findings.add(Discrepancy.of(Kind.TAKEN_OVER_NOT_GIVEN, Subject.hold(e.item(), e.from()), given, e.holder())
                    .behind(ref));
        }
    }

    void forgetIfSettled(String holder) {
        CartAccount cart = open.get(holder);
        if (cart != null && isSettled(cart)) {
            open.remove(holder);
        }
    }

    private boolean isSettled(CartAccount cart) {
        return switch (cart.status()) {
            case REQUESTED, HELD -> false;
            case REJECTED, RELEASED, EXPIRED -> stock.holdsOf(cart.holder()).isEmpty();
            case COMMITTED ->
                stock.holdsOf(cart.holder()).isEmpty()
                        && (cart.orderId() != null || Quantities.areEqual(cart.needs(), cart.sold()));
        };
    }

    private static String holder(CartEvent event) {
        return event.cart().toString();
    }

    @Nullable
    CartAccount get(String holder) {
        return open.get(holder);
    }

    Collection<CartAccount> open() {
        return open.values();
    }
}
