/** What a line of the log tells beside its text, when it is written as JSON. */
@NullMarked
package holdfast.app.logging;

import org.jspecify.annotations.NullMarked;
