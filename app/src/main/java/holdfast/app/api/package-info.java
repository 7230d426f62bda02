/** What every controller of the API shares: headers with a meaning, the limit of a body, settings. */
@NullMarked
package holdfast.app.api;

import org.jspecify.annotations.NullMarked;
