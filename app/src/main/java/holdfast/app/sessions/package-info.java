/** Sessions of users over HTTP: one at a time, on one stream per user. */
@NullMarked
package holdfast.app.sessions;

import org.jspecify.annotations.NullMarked;
