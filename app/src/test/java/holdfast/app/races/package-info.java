/** Many callers at once, over HTTP, against the real service on its real store. */
@NullMarked
package holdfast.app.races;

import org.jspecify.annotations.NullMarked;
