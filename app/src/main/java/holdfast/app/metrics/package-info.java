/** What the service counts and times, for whoever scrapes it and for the dashboard. */
@NullMarked
package holdfast.app.metrics;

import org.jspecify.annotations.NullMarked;
