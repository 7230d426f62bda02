/** The one clock of the service. */
@NullMarked
package holdfast.app.time;

import org.jspecify.annotations.NullMarked;
