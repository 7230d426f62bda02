/** The mode in which Axon Server has the last word on events: the tables follow it. */
@NullMarked
package holdfast.app.axonserver;

import org.jspecify.annotations.NullMarked;
