package holdfast.app.carts;

import holdfast.app.eventstore.EventStreams;
import holdfast.app.eventstore.StreamKind;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.orders.CartReservations;
import holdfast.inventory.cart.CartEvent;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartState;
import org.springframework.stereotype.Component;

/** The committed state of carts' reservations, now and at any past version. */
@Component
class CartStreams implements CartReservations {

    private final EventStreams<CartState, CartEvent> carts;

    CartStreams(StreamReaders readers) {
        carts = readers.reader(new StreamKind<>(
                CartEvent.class, CartState.NONE, CartState::evolve, CartState::version, CartEvent::at));
    }

    @Override
    public CartState reservation(String reservationId) {
        return carts.head(new CartId(reservationId).toString());
    }

    /** The reservation as of a version; the head when there are fewer. */
    CartState reservation(String reservationId, long version) {
        return carts.at(new CartId(reservationId).toString(), version);
    }
}
