package holdfast.app.reservation;

import holdfast.app.commandbus.Commands;
import holdfast.inventory.cart.CartCommand.ConfirmCart;
import holdfast.inventory.cart.CartCommand.ExpireCart;
import holdfast.inventory.cart.CartCommand.RejectCart;
import holdfast.inventory.cart.CartEvent;
import holdfast.inventory.cart.CartEvent.CartCommitted;
import holdfast.inventory.cart.CartEvent.CartExpired;
import holdfast.inventory.cart.CartEvent.CartExtended;
import holdfast.inventory.cart.CartEvent.CartReleased;
import holdfast.inventory.cart.CartEvent.CartRequested;
import holdfast.inventory.cart.CartEvent.CartTakenOver;
import holdfast.inventory.cart.CartItem;
import holdfast.inventory.cart.CartState;
import holdfast.inventory.cart.CartStatus;
import holdfast.order.ItemQuantity;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The sibling of {@link ReservationProcess} for carts: it brings each reservation without an order and its stock together.
 *
 * <p>The same holds here: the events of a cart come one after the other and may come again, each command takes effect
 * once, and the cart decides before stock is let go.
 */
@Component
class CartProcess {

    private static final String REQUESTED = "requested";

    private final StockDesk stock;
    private final Commands commands;
    private final Clock clock;

    CartProcess(StockDesk stock, Commands commands, Clock clock) {
        this.stock = stock;
        this.commands = commands;
        this.clock = clock;
    }

    /** Does what an event of a cart asks for, and says what that means for its deadline. */
    DeadlineChange on(CartEvent.AffectsStock event) {
        return switch (event) {
            case CartRequested e -> reserve(e);
            case CartExtended e -> extend(e);
            case CartCommitted e -> sell(e);
            case CartReleased e -> release(e, e.items());
            case CartExpired e -> release(e, e.items());
            // The order's own process moves the holds: it must know when it has them all.
            case CartTakenOver e -> new DeadlineChange.Clear(holder(e));
        };
    }

    private DeadlineChange reserve(CartRequested cart) {
        List<CartItem> items = CartItem.totals(cart.lines());
        List<ItemQuantity> wanted = CartItems.toQuantities(items);
        CartState decided = switch (stock.reserve(holder(cart), REQUESTED, wanted, cart.expiresAt())) {
            case Reservation.Held _ -> commands.send(new ConfirmCart(cart.cart(), clock.instant()));
            case Reservation.TooLate _ -> expire(cart);
            case Reservation.Missing missing ->
                commands.send(new RejectCart(cart.cart(), CartItems.ofCart(missing.shortages()), clock.instant()));
        };
        if (decided.status() == CartStatus.REJECTED) {
            return release(cart, items);
        }
        return decided.status() == CartStatus.HELD
                ? new DeadlineChange.Set(holder(cart), decided.expiresAt())
                : new DeadlineChange.None();
    }

    /** Stock that says the deadline has passed has the last word, whatever this clock says: nothing is held. */
    private CartState expire(CartRequested cart) {
        Instant now = clock.instant();
        return commands.send(new ExpireCart(cart.cart(), now.isBefore(cart.expiresAt()) ? cart.expiresAt() : now));
    }

    private DeadlineChange extend(CartExtended cart) {
        stock.extend(holder(cart), CartItems.toQuantities(cart.items()), cart.expiresAt());
        return new DeadlineChange.Set(holder(cart), cart.expiresAt());
    }

    private DeadlineChange sell(CartCommitted cart) {
        stock.sell(holder(cart), CartItems.toQuantities(cart.items()));
        return new DeadlineChange.Clear(holder(cart));
    }

    private DeadlineChange release(CartEvent cart, List<CartItem> items) {
        stock.releaseAll(holder(cart), CartItems.toQuantities(items));
        return new DeadlineChange.Clear(holder(cart));
    }

    private static String holder(CartEvent cart) {
        return cart.cart().toString();
    }
}
