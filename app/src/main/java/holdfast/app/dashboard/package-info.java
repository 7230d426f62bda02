/** What a shop manager and an engineer on call want to see: one screen that is up to date, and what is behind its numbers. */
@NullMarked
package holdfast.app.dashboard;

import org.jspecify.annotations.NullMarked;
