package holdfast.app.reservation;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The ids of the events that were left to the process, by their order; of a bounded number of orders. */
final class LeftEvents {

    private final int most;
    private final Map<String, Set<String>> byOrder = new ConcurrentHashMap<>();
    private final AtomicInteger orders = new AtomicInteger();

    LeftEvents(int most) {
        this.most = most;
    }

    /** Remembers an event, unless there are too many orders already. */
    boolean add(String orderId, String eventId) {
        return byOrder.compute(orderId, (_, known) -> {
                    if (known == null && orders.incrementAndGet() > most) {
                        orders.decrementAndGet();
                        return null;
                    }
                    Set<String> events = known == null ? new HashSet<>() : known;
                    events.add(eventId);
                    return events;
                })
                != null;
    }

    void remove(String orderId, String eventId) {
        byOrder.computeIfPresent(orderId, (_, events) -> {
            events.remove(eventId);
            if (events.isEmpty()) {
                orders.decrementAndGet();
                return null;
            }
            return events;
        });
    }

    boolean holds(String orderId) {
        return byOrder.containsKey(orderId);
    }
}
