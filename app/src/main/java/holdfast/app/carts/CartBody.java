package holdfast.app.carts;

import com.fasterxml.jackson.annotation.JsonInclude;
import holdfast.inventory.cart.CartItem;
import holdfast.inventory.cart.CartState;
import holdfast.inventory.cart.CartStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation without an order as the API shows it; {@code orderId} is the order that has taken it over. */
record CartBody(
        String reservationId,
        CartStatus status,
        List<CartItem> lines,
        Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String orderId,
        long version) {

    static CartBody of(CartState cart) {
        return new CartBody(
                cart.reservationId(), cart.status(), cart.lines(), cart.expiresAt(), cart.orderId(), cart.version());
    }
}
