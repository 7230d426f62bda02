package holdfast.app.eventstore;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.stereotype.Component;

/** Tells parts of this node once what other nodes committed, whoever finds it first. */
@Component
class ForeignCommits {

    private final CommittedTail tail;
    private final LocalCommits local;
    private final CommitSignal signal;
    private long told;

    ForeignCommits(CommittedTail tail, LocalCommits local, CommitSignal signal) {
        this.tail = tail;
        this.local = local;
        this.signal = signal;
    }

    /**
     * The position up to which everything has been told: this node appends only when it was told of all before.
     */
    synchronized long told() {
        return Math.max(told, signal.position());
    }

    /** Tells what has not been told yet of events that follow what was. */
    synchronized void tell(List<TrackedEventMessage<?>> events) {
        long known = told();
        List<TrackedEventMessage<?>> foreign = events.stream()
                .filter(event -> CommittedEvents.positionOf(event.trackingToken()) > known)
                .toList();
        if (foreign.isEmpty()) {
            return;
        }
        tail.add(foreign);
        List<DomainEventMessage<?>> committed = new ArrayList<>(foreign.size());
        foreign.forEach(event -> committed.add((DomainEventMessage<?>) event));
        local.tell(committed);
        told = CommittedEvents.positionOf(foreign.getLast().trackingToken());
        signal.fireForeign(foreign);
    }

    /** Leaves out what is committed up to a position. */
    synchronized void skipTo(long position) {
        if (position > told()) {
            told = position;
            signal.lost();
        }
    }
}
