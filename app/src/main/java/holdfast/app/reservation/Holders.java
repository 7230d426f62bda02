package holdfast.app.reservation;

import holdfast.app.commandbus.Commands;
import holdfast.inventory.cart.CartCommand.ExpireCart;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartState;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.modelling.command.AggregateNotFoundException;

/** Asks orders and carts to expire when a hold of theirs has lapsed: only they know whether it was paid in time. */
final class Holders {

    /** What has become of a holder. */
    sealed interface Fate {

        /** It needs no stock any more. */
        record Ended() implements Fate {}

        /** It has more time by now. */
        record Open(Instant until) implements Fate {}

        /** Its holds are sold. */
        record Sold(List<ItemQuantity> items) implements Fate {}

        /** Its holds are another one's. */
        record TakenOver(String by, Instant until) implements Fate {}
    }

    private final Commands commands;

    Holders(Commands commands) {
        this.commands = commands;
    }

    Fate ask(String holder, Instant now) {
        try {
            return CartId.isCart(holder)
                    ? fateOf(commands.send(new ExpireCart(CartId.parse(holder), now)))
                    : fateOf(commands.send(new ExpireOrder(holder, now)));
        } catch (AggregateNotFoundException e) {
            return new Fate.Ended();
        }
    }

    private static Fate fateOf(OrderState order) {
        return switch (order.status()) {
            case PLACED, RESERVED ->
                new Fate.Open(Objects.requireNonNull(order.times().paymentDueAt()));
            case PAID, COMPLETED, REFUNDED -> new Fate.Sold(order.lines().stock());
            case DRAFT, REJECTED, CANCELLED, VOIDED, EXPIRED -> new Fate.Ended();
        };
    }

    private static Fate fateOf(CartState cart) {
        if (cart.orderId() != null) {
            return new Fate.TakenOver(cart.orderId(), cart.expiresAt());
        }
        return switch (cart.status()) {
            case REQUESTED, HELD -> new Fate.Open(cart.expiresAt());
            case COMMITTED -> new Fate.Sold(CartItems.toQuantities(cart.items()));
            case REJECTED, RELEASED, EXPIRED -> new Fate.Ended();
        };
    }
}
