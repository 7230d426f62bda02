package holdfast.inventory.cart;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What happened to the reservation of a cart. Quantities are in the unit of their SKU. */
public sealed interface CartEvent {

    String reservationId();

    Instant at();

    default CartId cart() {
        return new CartId(reservationId());
    }

    /** An event that changes what the cart needs of its stock, or whether it still does. */
    sealed interface AffectsStock extends CartEvent {}

    /**
     * The cart asks for its stock.
     *
     * @param window what the client asked for
     * @param expiresAt the deadline, which every command and every read after it respects
     */
    record CartRequested(String reservationId, List<CartItem> lines, Duration window, Instant expiresAt, Instant at)
            implements AffectsStock {}

    record CartHeld(String reservationId, Instant expiresAt, Instant at) implements CartEvent {}

    record CartRejected(String reservationId, List<CartShortage> shortages, Instant at) implements CartEvent {}

    /** {@code items} is held until a later time than before. */
    record CartExtended(String reservationId, Instant expiresAt, List<CartItem> items, Instant at)
            implements AffectsStock {}

    /** {@code items} is sold by it. */
    record CartCommitted(String reservationId, List<CartItem> items, Instant at) implements AffectsStock {}

    /** {@code items} was held. */
    record CartReleased(String reservationId, List<CartItem> items, Instant at) implements AffectsStock {}

    /** {@code items} was held. */
    record CartExpired(String reservationId, List<CartItem> items, Instant at) implements AffectsStock {}

    /** From now on the holds are the order's, until its own deadline {@code until}. */
    record CartTakenOver(String reservationId, String orderId, Instant until, Instant at) implements AffectsStock {}
}
