/** What all processes that follow the events have in common: steps that are tried again, and events that are parked. */
@NullMarked
package holdfast.app.process;

import org.jspecify.annotations.NullMarked;
