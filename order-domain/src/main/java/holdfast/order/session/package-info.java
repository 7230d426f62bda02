/** What a user puts together over several browser tabs: one stream per user, so that one session is active at a time. */
@NullMarked
package holdfast.order.session;

import org.jspecify.annotations.NullMarked;
