/** The mode axonserver, on a stand-in for Axon Server; on a real one where its address is given. */
@NullMarked
package holdfast.app.axonserver;

import org.jspecify.annotations.NullMarked;
