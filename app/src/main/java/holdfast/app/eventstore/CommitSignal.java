package holdfast.app.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Wakes everybody who follows the store as soon as a commit made new events visible. */
@Component
public class CommitSignal {

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

    void fire() {
        listeners.forEach(Runnable::run);
    }
}
