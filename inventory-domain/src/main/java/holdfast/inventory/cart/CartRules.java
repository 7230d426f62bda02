package holdfast.inventory.cart;

import holdfast.inventory.cart.CartCommand.CommitCart;
import holdfast.inventory.cart.CartCommand.ConfirmCart;
import holdfast.inventory.cart.CartCommand.ExpireCart;
import holdfast.inventory.cart.CartCommand.ExtendCart;
import holdfast.inventory.cart.CartCommand.RejectCart;
import holdfast.inventory.cart.CartCommand.ReleaseCart;
import holdfast.inventory.cart.CartCommand.RequestCart;
import holdfast.inventory.cart.CartCommand.TakeOverCart;
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

/** The rules of a cart's reservation: one append ends it, and everybody else learns which one it was. */
final class CartRules {

    private CartRules() {}

    static List<CartEvent> request(CartState cart, RequestCart command) throws CartRefusal {
        if (cart.version() == 0) {
            Instant until = command.at().plus(command.window());
            return List.of(
                    new CartRequested(command.cart().id(), command.lines(), command.window(), until, command.at()));
        }
        if (!cart.lines().equals(command.lines()) || !cart.window().equals(command.window())) {
            throw new CartRefusal.AlreadyExists(command.cart());
        }
        return List.of();
    }

    static List<CartEvent> confirm(CartState cart, ConfirmCart command) {
        if (cart.status() != CartStatus.REQUESTED) {
            return List.of();
        }
        return cart.statusAt(command.at()) == CartStatus.EXPIRED
                ? List.of(expired(cart, command.at()))
                : List.of(new CartHeld(cart.reservationId(), cart.expiresAt(), command.at()));
    }

    static List<CartEvent> reject(CartState cart, RejectCart command) {
        return cart.status() == CartStatus.REQUESTED
                ? List.of(new CartRejected(cart.reservationId(), command.shortages(), command.at()))
                : List.of();
    }

    static List<CartEvent> expire(CartState cart, ExpireCart command) {
        return expiry(cart, command.at());
    }

    /** The expiry of what is past its deadline and has not written it down yet; none otherwise. */
    private static List<CartEvent> expiry(CartState cart, Instant at) {
        boolean overdue = cart.status() != CartStatus.EXPIRED && cart.statusAt(at) == CartStatus.EXPIRED;
        return overdue ? List.of(expired(cart, at)) : List.of();
    }

    static List<CartEvent> extend(CartState cart, ExtendCart command) throws CartRefusal {
        requireHeld(cart, command.at(), "extended");
        Duration most = command.maxWindow().minus(Duration.between(cart.requestedAt(), cart.expiresAt()));
        if (command.by().compareTo(most) > 0) {
            requireVersion(command.expectedVersion(), cart);
            throw new CartRefusal.WindowTooLong(most.isNegative() ? Duration.ZERO : most);
        }
        Instant until = cart.expiresAt().plus(command.by());
        return List.of(new CartExtended(cart.reservationId(), until, cart.items(), command.at()));
    }

    static List<CartEvent> commit(CartState cart, CommitCart command) throws CartRefusal {
        if (cart.status() == CartStatus.COMMITTED && cart.orderId() == null) {
            return List.of();
        }
        requireHeld(cart, command.at(), "committed");
        return List.of(new CartCommitted(cart.reservationId(), cart.items(), command.at()));
    }

    static List<CartEvent> release(CartState cart, ReleaseCart command) throws CartRefusal {
        if (cart.status() == CartStatus.RELEASED) {
            return List.of();
        }
        requireHeld(cart, command.at(), "released");
        return List.of(new CartReleased(cart.reservationId(), cart.items(), command.at()));
    }

    static List<CartEvent> takeOver(CartState cart, TakeOverCart command) {
        boolean held = cart.status() == CartStatus.HELD;
        return held && cart.statusAt(command.at()) == CartStatus.HELD
                ? List.of(new CartTakenOver(cart.reservationId(), command.orderId(), command.until(), command.at()))
                : expiry(cart, command.at());
    }

    static void requireVersion(@Nullable Long expected, CartState cart) throws CartRefusal.StaleVersion {
        if (expected != null && expected != cart.version()) {
            throw new CartRefusal.StaleVersion(expected, cart.version());
        }
    }

    private static void requireHeld(CartState cart, Instant at, String toBe) throws CartRefusal {
        CartStatus status = cart.statusAt(at);
        if (status == CartStatus.EXPIRED) {
            throw new CartRefusal.Expired();
        }
        if (status != CartStatus.HELD) {
            String why = cart.orderId() == null
                    ? "Only a held reservation can be " + toBe
                    : "Order " + cart.orderId() + " has taken the reservation over";
            throw new CartRefusal.InvalidState(status, why);
        }
    }

    private static CartExpired expired(CartState cart, Instant at) {
        return new CartExpired(cart.reservationId(), cart.items(), at);
    }
}
