package holdfast.app.readmodel;

import holdfast.app.eventstore.CommittedEvents;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Reads the events of some aggregate types page by page; the next page is read and unpacked while one is worked on. */
final class EventPages {

    private final CommittedEvents events;
    private final Collection<String> aggregateTypes;
    private final int size;
    private final long until;
    private CompletableFuture<List<TrackedEventMessage<?>>> next;

    EventPages(CommittedEvents events, Collection<String> aggregateTypes, int size, long after, long until) {
        this.events = events;
        this.aggregateTypes = aggregateTypes;
        this.size = size;
        this.until = until;
        this.next = read(after);
    }

    /** The next events in their order; none at the end. */
    List<TrackedEventMessage<?>> next() {
        List<TrackedEventMessage<?>> page = join();
        boolean isLast = page.size() < size;
        next = isLast
                ? CompletableFuture.completedFuture(List.of())
                : read(CommittedEvents.positionOf(page.getLast().trackingToken()));
        return page;
    }

    private List<TrackedEventMessage<?>> join() {
        try {
            return next.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private CompletableFuture<List<TrackedEventMessage<?>>> read(long after) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<TrackedEventMessage<?>> page = events.of(aggregateTypes, after, until, size);
                    // An event is unpacked when it is first looked at: here, on all processors.
                    page.parallelStream().forEach(EventMessage::getPayload);
                    return page;
                },
                Thread::startVirtualThread);
    }
}
