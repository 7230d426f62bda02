package holdfast.app.reservation;

import holdfast.app.eventstore.CommitObserver;
import holdfast.app.eventstore.CommitSignal;
import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.SettledEvents;
import holdfast.app.eventstore.StoredTokens;
import holdfast.app.process.EventProcesses;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Where several nodes share the store, each looks at the events of all of them: one that is not settled is left to the
 * process, wherever that runs, until its stored token has passed it.
 *
 * <p>Looked at within a turn this cannot change until the turn ends: nobody else appends.
 */
final class SharedEarlierEvents implements EarlierEvents, CommitObserver {

    private final CommittedEvents events;
    private final StoredTokens tokens;
    private final EventProcesses processes;
    private final int most;
    /** The orders and carts of the events that were left, by their positions. */
    private final TreeMap<Long, String> left = new TreeMap<>();

    private final Map<String, Integer> waiting = new HashMap<>();
    /** What was committed up to here nobody here has looked at; -1 before the first look. */
    private long unseenUpTo = -1;

    private boolean caughtUp;

    SharedEarlierEvents(
            CommittedEvents events, StoredTokens tokens, EventProcesses processes, CommitSignal signal, int most) {
        this.events = events;
        this.tokens = tokens;
        this.processes = processes;
        this.most = most;
        signal.observe(this);
    }

    @Override
    public synchronized void on(TrackedEventMessage<?> event) {
        String holder = SettledEvents.contain(event) ? null : HolderSteps.holderOf(event);
        if (holder == null) {
            return;
        }
        if (left.size() >= most) {
            lost();
        } else if (left.put(CommittedEvents.positionOf(event.trackingToken()), holder) == null) {
            waiting.merge(holder, 1, Integer::sum);
        }
    }

    @Override
    public synchronized void lost() {
        left.clear();
        waiting.clear();
        unseenUpTo = -1;
        caughtUp = false;
    }

    @Override
    public synchronized void look() {
        if (unseenUpTo < 0) {
            unseenUpTo = events.head();
        }
        if (!caughtUp || !left.isEmpty()) {
            // Before the parked ones are read: what was parked up to here is among them.
            long handled = tokens.positionOf(ReservationBatches.PROCESSING_GROUP);
            caughtUp |= handled >= unseenUpTo;
            processes.refresh(ReservationBatches.PROCESSING_GROUP);
            forgetUpTo(handled);
        } else if (processes.holdsAny(ReservationBatches.PROCESSING_GROUP)) {
            processes.refresh(ReservationBatches.PROCESSING_GROUP);
        }
    }

    private void forgetUpTo(long position) {
        while (!left.isEmpty() && left.firstKey() <= position) {
            waiting.computeIfPresent(left.pollFirstEntry().getValue(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public synchronized boolean wait(String orderId) {
        return !caughtUp
                || waiting.containsKey(orderId)
                || processes.holds(ReservationBatches.PROCESSING_GROUP, orderId);
    }

    /** It is seen when it is committed. */
    @Override
    public boolean leave(String orderId, String eventId) {
        return true;
    }

    /** It is seen by the token. */
    @Override
    public void handled(String orderId, String eventId) {}

    @Override
    public void startOver() {
        lost();
    }
}
