package holdfast.app.tabs;

import holdfast.app.tabs.OpenTabs.OpenTab;
import java.util.List;

/**
 * Asks for open tabs, the one open longest first.
 *
 * @param limit how many at most; one more tells that there are more
 * @param after the position behind which to begin, at which the order of a tab was opened
 */
record FindOpenTabs(int limit, long after) {

    record Found(List<OpenTab> tabs) {}
}
