/** Stock held for a cart: for a while, without an order. */
@NullMarked
package holdfast.inventory.cart;

import org.jspecify.annotations.NullMarked;
