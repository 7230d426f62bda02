/** Tabs, such as a table's: each knows its one open order, and how the items of sessions come onto it. */
@NullMarked
package holdfast.order.tab;

import org.jspecify.annotations.NullMarked;
