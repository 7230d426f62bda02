/** Stock of one SKU at one location: its commands, events and rules. */
@NullMarked
package holdfast.inventory;

import org.jspecify.annotations.NullMarked;
