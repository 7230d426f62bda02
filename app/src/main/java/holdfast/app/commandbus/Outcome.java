package holdfast.app.commandbus;

import holdfast.inventory.StockRefusal;
import holdfast.inventory.cart.CartRefusal;
import holdfast.order.OrderRefusal;
import holdfast.order.session.SessionRefusal;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;

/** How a command ended, for metrics and spans. */
enum Outcome {
    SUCCESS,
    /** By the rules, or because there is no such aggregate. */
    REFUSED,
    /** Another writer was first with the stream: decided anew by its sender. */
    CONFLICT,
    /** The commit broke off. */
    UNKNOWN,
    FAILED;

    static Outcome of(Throwable failure) {
        return switch (failure) {
            case OrderRefusal _ -> REFUSED;
            case StockRefusal _ -> REFUSED;
            case SessionRefusal _ -> REFUSED;
            case CartRefusal _ -> REFUSED;
            case AggregateNotFoundException _ -> REFUSED;
            case ConcurrencyException _ -> CONFLICT;
            case OutcomeUnknown _ -> UNKNOWN;
            default -> FAILED;
        };
    }
}
