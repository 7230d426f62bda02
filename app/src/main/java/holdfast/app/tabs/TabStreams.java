package holdfast.app.tabs;

import holdfast.app.eventstore.EventStreams;
import holdfast.app.eventstore.StreamKind;
import holdfast.app.eventstore.StreamReaders;
import holdfast.app.snapshots.SnapshotTypes;
import holdfast.order.tab.AssignmentEvent;
import holdfast.order.tab.AssignmentState;
import holdfast.order.tab.TabEvent;
import holdfast.order.tab.TabId;
import holdfast.order.tab.TabState;
import org.springframework.stereotype.Component;

/** The committed state of tabs and of the assignments to them. */
@Component
public class TabStreams {

    private final EventStreams<TabState, TabEvent> tabs;
    private final EventStreams<AssignmentState, AssignmentEvent> assignments;

    public TabStreams(StreamReaders readers) {
        tabs = readers.reader(new StreamKind<>(
                TabEvent.class, TabState.NONE, TabState::evolve, TabState::version, TabEvent::at, SnapshotTypes.TAB));
        assignments = readers.reader(
                AssignmentEvent.class, AssignmentState.NONE, AssignmentState::evolve, AssignmentState::version);
    }

    /** The tab as it is; with version 0 when it was never used. */
    public TabState tab(String tab) {
        return tabs.head(new TabId(tab).toString());
    }

    /** The assignment as it is; with version 0 when its process has not got to it. */
    public AssignmentState assignment(String assignmentId) {
        return assignments.head(assignmentId);
    }
}
