package holdfast.app.reservation;

import holdfast.inventory.cart.CartItem;
import holdfast.inventory.cart.CartShortage;
import holdfast.order.ItemQuantity;
import holdfast.order.Shortage;
import java.util.List;

/** Translates between what carts and what orders call the same: neither domain knows the other. */
final class CartItems {

    private CartItems() {}

    static List<ItemQuantity> toQuantities(List<CartItem> items) {
        return items.stream()
                .map(item -> new ItemQuantity(item.sku(), item.location(), item.quantity()))
                .toList();
    }

    static List<CartShortage> ofCart(List<Shortage> shortages) {
        return shortages.stream()
                .map(missing ->
                        new CartShortage(missing.sku(), missing.location(), missing.requested(), missing.available()))
                .toList();
    }
}
