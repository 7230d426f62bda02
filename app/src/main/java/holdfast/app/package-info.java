/** The service: what connects the domains to HTTP, to the store and to each other. */
@NullMarked
package holdfast.app;

import org.jspecify.annotations.NullMarked;
