/** Orders as a till or a checkout knows them: commands, events and rules. */
@NullMarked
package holdfast.order;

import org.jspecify.annotations.NullMarked;
