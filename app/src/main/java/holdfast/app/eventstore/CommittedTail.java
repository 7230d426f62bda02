package holdfast.app.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * The last events that this node committed, so that those who follow the store need not all read them back.
 *
 * <p>It holds an unbroken run of positions, so it can never hide an event from anybody: a position is drawn once, and
 * every one of the run is here. Where another writer, a rollback or a late thread leaves a hole, a new run begins, and
 * who has not come that far reads the store.
 */
final class CommittedTail {

    /** A power of two: the last digits of a position are its place. */
    private static final int KEPT = 4096;

    private final List<TrackedEventMessage<?>> places = new ArrayList<>(KEPT);
    /** The run is what lies behind this position, up to the last one. */
    private long before = Long.MAX_VALUE;

    private long last = Long.MIN_VALUE;

    /** Takes the events of one append, which follow each other without a hole. */
    synchronized void add(List<? extends TrackedEventMessage<?>> committed) {
        for (TrackedEventMessage<?> event : committed) {
            add(event, CommittedEvents.positionOf(event.trackingToken()));
        }
    }

    private void add(TrackedEventMessage<?> event, long position) {
        if (position <= last) {
            return; // a late thread: the run has begun behind it
        }
        if (position != last + 1) {
            before = position - 1;
        }
        last = position;
        before = Math.max(before, last - KEPT);
        int place = place(position);
        while (places.size() <= place) {
            places.add(event);
        }
        places.set(place, event);
    }

    /**
     * At most {@code limit} events after a position, lowest first.
     *
     * @return empty when only the store knows
     */
    synchronized Optional<List<TrackedEventMessage<?>>> after(long position, int limit) {
        if (position < before) {
            return Optional.empty();
        }
        List<TrackedEventMessage<?>> events = new ArrayList<>();
        for (long next = position + 1; next <= last && events.size() < limit; next++) {
            events.add(places.get(place(next)));
        }
        return Optional.of(events);
    }

    private static int place(long position) {
        return (int) (position & (KEPT - 1));
    }
}
