package holdfast.app.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Wakes everybody who follows the store as soon as a commit made new events visible. */
@Component
public class CommitSignal {

    private final AtomicLong position = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * Calls the listener after each commit, on the committing thread: it must be quick.
     *
     * @return ends the subscription when run
     */
    public Runnable subscribe(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The position of the last event that this node committed, 0 when it has not yet. */
    long position() {
        return position.get();
    }

    void fire(long committed) {
        position.accumulateAndGet(committed, Math::max);
        listeners.forEach(Runnable::run);
    }
}
