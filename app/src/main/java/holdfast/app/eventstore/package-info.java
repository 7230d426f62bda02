/** The append-only store of all events, and the sources that read models, processes and clients follow it by. */
@NullMarked
package holdfast.app.eventstore;

import org.jspecify.annotations.NullMarked;
