package holdfast.app.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Knows whether the service is about to end, from before it takes no more connections.
 *
 * <p>For a moment it still answers on the connections that it has, so that busy callers learn it from an answer and not
 * from a connection that is cut.
 */
@Component
public class Stopping implements SmartLifecycle {

    private static final Duration FAREWELL = Duration.ofMillis(300);
    /** What waits for others may go on for this long. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private volatile boolean stopping;
    private volatile long since;

    /** Whether no new request may begin. */
    public boolean hasBegun() {
        return stopping;
    }

    /** Whether requests that wait for something must be refused now. */
    public boolean isUrgent() {
        return stopping && System.nanoTime() - since > PATIENCE.toNanos();
    }

    /** Runs when the service begins to stop; it must be quick. */
    public void whenItBegins(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        since = System.nanoTime();
        stopping = true;
        running = false;
        listeners.forEach(Runnable::run);
        Thread.ofVirtual().name("farewell").start(() -> {
            pause();
            done.run();
        });
    }

    private static void pause() {
        try {
            Thread.sleep(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("Spring stops with a callback");
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the server's connections, which are of a lower phase. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
