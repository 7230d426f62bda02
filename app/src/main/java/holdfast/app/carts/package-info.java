/** Reservations without an order: their requests and what is shown of them. */
@NullMarked
package holdfast.app.carts;

import org.jspecify.annotations.NullMarked;
