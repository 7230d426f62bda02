/** The one gapless feed of events for clients: page by page, or live. */
@NullMarked
package holdfast.app.feed;

import org.jspecify.annotations.NullMarked;
