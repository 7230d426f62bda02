/** How the API reads and writes JSON; the event store has a mapper of its own. */
@NullMarked
package holdfast.app.api.json;

import org.jspecify.annotations.NullMarked;
