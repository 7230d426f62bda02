/** The process between orders and stock: reserve, sell, release, at the latest at the payment deadline. */
@NullMarked
package holdfast.app.reservation;

import org.jspecify.annotations.NullMarked;
