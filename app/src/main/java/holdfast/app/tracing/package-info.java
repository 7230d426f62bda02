/** The way of a request through the service, for whoever collects traces. */
@NullMarked
package holdfast.app.tracing;

import org.jspecify.annotations.NullMarked;
