/** What a person who looks after the service sees and does: parked events, processors, rebuilds. */
@NullMarked
package holdfast.app.admin;

import org.jspecify.annotations.NullMarked;
