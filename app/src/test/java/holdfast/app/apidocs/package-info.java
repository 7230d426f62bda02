/** Holds what the service does to what its document says. */
@NullMarked
package holdfast.app.apidocs;

import org.jspecify.annotations.NullMarked;
