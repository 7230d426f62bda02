/** Who may call: every request but a health check carries a key. */
@NullMarked
package holdfast.app.security;

import org.jspecify.annotations.NullMarked;
