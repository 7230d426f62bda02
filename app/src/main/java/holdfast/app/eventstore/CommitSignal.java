package holdfast.app.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.stereotype.Component;

/** Wakes everybody who follows the store as soon as a commit made new events visible. */
@Component
public class CommitSignal {

    private final AtomicLong position = new AtomicLong();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<CommitObserver> observers = new CopyOnWriteArrayList<>();

    /** Hears of each commit on the committing thread: it must be quick. */
    interface Listener {

        void onCommit(List<? extends TrackedEventMessage<?>> committed);

        /** More was committed than can be shown here. */
        void onLoss();
    }

    /**
     * Calls the listener after each commit, on the committing thread: it must be quick.
     *
     * @return ends the subscription when run
     */
    public Runnable subscribe(Runnable listener) {
        return subscribe(new Listener() {
            @Override
            public void onCommit(List<? extends TrackedEventMessage<?>> committed) {
                listener.run();
            }

            @Override
            public void onLoss() {
                listener.run();
            }
        });
    }

    /**
     * Shows the listener what each commit consists of.
     *
     * @return ends the subscription when run
     */
    Runnable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Shows the observer all that is committed from now on, by any node, before anybody is woken. */
    public void observe(CommitObserver observer) {
        observers.add(observer);
    }

    /** The position of the last event that this node committed, 0 when it has not yet. */
    long position() {
        return position.get();
    }

    /** What this node committed. */
    void fire(List<? extends TrackedEventMessage<?>> committed) {
        position.accumulateAndGet(CommittedEvents.positionOf(committed.getLast().trackingToken()), Math::max);
        fireForeign(committed);
    }

    /** What another node committed. */
    void fireForeign(List<? extends TrackedEventMessage<?>> committed) {
        committed.forEach(event -> observers.forEach(observer -> observer.on(event)));
        listeners.forEach(listener -> listener.onCommit(committed));
    }

    /** More was committed than anybody here was shown. */
    void lost() {
        observers.forEach(CommitObserver::lost);
        listeners.forEach(Listener::onLoss);
    }
}
