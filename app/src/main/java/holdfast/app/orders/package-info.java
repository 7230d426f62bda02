/** Orders over HTTP: their commands and their committed state. */
@NullMarked
package holdfast.app.orders;

import org.jspecify.annotations.NullMarked;
