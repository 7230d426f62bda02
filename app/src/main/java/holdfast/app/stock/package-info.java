/** Stock over HTTP, and its read models: levels, holds and movements. */
@NullMarked
package holdfast.app.stock;

import org.jspecify.annotations.NullMarked;
