/** The way of a command to its aggregate: one after the other per aggregate id, answered after the commit. */
@NullMarked
package holdfast.app.commandbus;

import org.jspecify.annotations.NullMarked;
