/** The store: the PostgreSQL that the service starts itself, or the server that it is told to use. */
@NullMarked
package holdfast.app.store;

import org.jspecify.annotations.NullMarked;
