package holdfast.app.orders;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemType;
import holdfast.inventory.cart.CartItem;
import holdfast.inventory.cart.CartState;
import holdfast.inventory.cart.CartStatus;
import holdfast.order.OrderState;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What there is to say of orders that take the holds of a cart over. */
@Component
class TakeOvers {

    private final CartReservations carts;

    TakeOvers(CartReservations carts) {
        this.carts = carts;
    }

    /**
     * Refuses an order that does not fit its reservation: before it is placed, so that it can be corrected.
     *
     * <p>Whether the reservation is still held is decided later, by one append of the cart.
     */
    void require(OrderRequests.Create body) {
        String reservationId = body.reservationId();
        if (reservationId == null) {
            return;
        }
        if (!body.isPlaced()) {
            throw invalid("reservationId", "is for an order that is placed: a draft holds nothing");
        }
        CartState cart = carts.reservation(reservationId);
        if (cart.version() == 0) {
            throw ProblemType.NOT_FOUND
                    .because("There is no reservation " + reservationId + ".")
                    .exception();
        }
        if (cart.status() == CartStatus.REQUESTED) {
            throw invalidState("The reservation still asks for its stock.", cart)
                    .exception();
        }
        if (!itemsOf(body).equals(cart.items())) {
            throw invalid("lines", "must be of the items that the reservation holds, in their quantities");
        }
    }

    private static List<CartItem> itemsOf(OrderRequests.Create body) {
        return CartItem.totals(body.lines().stream()
                .map(OrderRequests.Line::toNewLine)
                .map(line -> new CartItem(line.sku(), line.location(), line.quantity()))
                .toList());
    }

    private static RuntimeException invalid(String field, String message) {
        return ProblemType.VALIDATION_FAILED
                .because("The order does not fit the reservation.")
                .with("errors", List.of(Map.of("field", field, "message", message)))
                .exception();
    }

    /** Why an order did not get the holds; the reservation has ended, so this never changes. */
    Problem refusal(OrderState order, String reservationId) {
        CartState cart = carts.reservation(reservationId);
        Problem problem = switch (cart.status()) {
            case EXPIRED -> ProblemType.RESERVATION_EXPIRED.because("The reservation has expired.");
            case COMMITTED -> invalidState("The reservation was committed or taken over before.", cart);
            case RELEASED -> invalidState("The reservation was released before.", cart);
            case REJECTED, REQUESTED, HELD -> invalidState("The reservation holds nothing.", cart);
        };
        return problem.with("orderId", order.orderId());
    }

    private static Problem invalidState(String detail, CartState cart) {
        return ProblemType.INVALID_STATE.because(detail).with("currentStatus", cart.status());
    }
}
