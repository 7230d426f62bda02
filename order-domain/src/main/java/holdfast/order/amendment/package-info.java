/**
 * Changes of a reserved order that need more stock: each is a stream of its own, so that the order itself changes only
 * when all of the stock is held.
 */
@NullMarked
package holdfast.order.amendment;

import org.jspecify.annotations.NullMarked;
