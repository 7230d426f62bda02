package holdfast.inventory.cart;

import holdfast.inventory.cart.CartEvent.CartCommitted;
import holdfast.inventory.cart.CartEvent.CartExpired;
import holdfast.inventory.cart.CartEvent.CartExtended;
import holdfast.inventory.cart.CartEvent.CartHeld;
import holdfast.inventory.cart.CartEvent.CartRejected;
import holdfast.inventory.cart.CartEvent.CartReleased;
import holdfast.inventory.cart.CartEvent.CartRequested;
import holdfast.inventory.cart.CartEvent.CartTakenOver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reservation of a cart after a number of events.
 *
 * @param window what the client asked for
 * @param expiresAt the deadline; once an order has the holds it is the one that they have with it
 * @param orderId the order that has taken the holds over
 * @param shortages why it was rejected
 * @param version number of events, 0 before the first
 */
public record CartState(
        String reservationId,
        CartStatus status,
        List<CartItem> lines,
        Duration window,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable String orderId,
        List<CartShortage> shortages,
        long version) {

    public static final CartState NONE = new CartState(
            "", CartStatus.REQUESTED, List.of(), Duration.ZERO, Instant.MIN, Instant.MIN, null, List.of(), 0);

    public CartState evolve(CartEvent event) {
        return switch (event) {
            case CartRequested e ->
                new CartState(
                        e.reservationId(),
                        CartStatus.REQUESTED,
                        e.lines(),
                        e.window(),
                        e.at(),
                        e.expiresAt(),
                        null,
                        List.of(),
                        1);
            case CartHeld _ -> next(CartStatus.HELD, expiresAt, null, List.of());
            case CartRejected e -> next(CartStatus.REJECTED, expiresAt, null, e.shortages());
            case CartExtended e -> next(status, e.expiresAt(), null, List.of());
            case CartCommitted _ -> next(CartStatus.COMMITTED, expiresAt, null, List.of());
            case CartReleased _ -> next(CartStatus.RELEASED, expiresAt, null, List.of());
            case CartExpired _ -> next(CartStatus.EXPIRED, expiresAt, null, List.of());
            case CartTakenOver e -> next(CartStatus.COMMITTED, e.until(), e.orderId(), List.of());
        };
    }

    private CartState next(CartStatus next, Instant until, @Nullable String order, List<CartShortage> missing) {
        return new CartState(reservationId, next, lines, window, requestedAt, until, order, missing, version + 1);
    }

    /** The status as everybody must see it at a time: from its deadline on what is not committed has expired. */
    public CartStatus statusAt(Instant time) {
        boolean open = status == CartStatus.REQUESTED || status == CartStatus.HELD;
        return open && !time.isBefore(expiresAt) ? CartStatus.EXPIRED : status;
    }

    public CartId cart() {
        return new CartId(reservationId);
    }

    /** What it needs of each stock item, in SKU order. */
    public List<CartItem> items() {
        return CartItem.totals(lines);
    }
}
