/** Tabs over HTTP, and the process that brings the items of assigned sessions onto their open orders. */
@NullMarked
package holdfast.app.tabs;

import org.jspecify.annotations.NullMarked;
