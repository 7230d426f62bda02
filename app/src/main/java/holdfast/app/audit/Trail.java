package holdfast.app.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The events that made something: of a long story the beginning and the end. */
final class Trail {

    private static final int ENDS = 8;

    private final List<EventRef> first = new ArrayList<>(1);
    private final Deque<EventRef> last = new ArrayDeque<>(0);

    void add(EventRef event) {
        if (first.size() < ENDS) {
            first.add(event);
            return;
        }
        last.addLast(event);
        if (last.size() > ENDS) {
            last.removeFirst();
        }
    }

    List<EventRef> events() {
        List<EventRef> all = new ArrayList<>(first);
        all.addAll(last);
        return List.copyOf(all);
    }
}
