package holdfast.app.reservation;

import holdfast.inventory.cart.CartEvent;
import holdfast.order.OrderEvent.AffectsStock;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes the step that an event of an order or of a cart asks for, whichever of them it is. */
@Component
class HolderSteps {

    private final ReservationProcess orders;
    private final CartProcess carts;

    HolderSteps(ReservationProcess orders, CartProcess carts) {
        this.orders = orders;
        this.carts = carts;
    }

    /** The order or cart whose step an event asks for; null when it asks for none. */
    static @Nullable String holderOf(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case AffectsStock order -> order.orderId();
            case CartEvent.AffectsStock cart -> cart.cart().toString();
            case null, default -> null;
        };
    }

    DeadlineChange on(EventMessage<?> event) {
        return switch (event.getPayload()) {
            case AffectsStock order -> orders.on(order);
            case CartEvent.AffectsStock cart -> carts.on(cart);
            case null, default -> throw new IllegalArgumentException("No step follows from " + event);
        };
    }
}
