package holdfast.app.reservation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The ids of the events that were left to the process, by their order; of a bounded number of orders. */
final class LeftEvents {

    private final int most;
    private final Map<String, Set<String>> byOrder = new HashMap<>();

    LeftEvents(int most) {
        this.most = most;
    }

    /** Remembers an event, unless there are too many orders already. */
    synchronized boolean add(String orderId, String eventId) {
        if (byOrder.size() >= most && !byOrder.containsKey(orderId)) {
            return false;
        }
        byOrder.computeIfAbsent(orderId, _ -> new HashSet<>()).add(eventId);
        return true;
    }

    synchronized void remove(String orderId, String eventId) {
        byOrder.computeIfPresent(orderId, (_, events) -> {
            events.remove(eventId);
            return events.isEmpty() ? null : events;
        });
    }

    synchronized boolean holds(String orderId) {
        return byOrder.containsKey(orderId);
    }
}
