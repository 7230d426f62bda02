/** Axon Server takes the commands of callers to the node that handles the commands of their aggregate. */
@NullMarked
package holdfast.app.axonserver.routing;

import org.jspecify.annotations.NullMarked;
