package holdfast.app.orders;

import holdfast.inventory.cart.CartState;

/** Knows the reservations of carts, whose holds an order can take over. */
public interface CartReservations {

    /** The reservation as it is committed; with version 0 when there is none. */
    CartState reservation(String reservationId);
}
