package holdfast.app.lifecycle;

import holdfast.app.store.StoreSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Knows whether the service is about to end, from before it takes no more connections.
 *
 * <p>For a moment it still answers on all connections, then on those that it has, until nobody asks on them any more: so
 * callers learn it from an answer and not from a connection that is cut.
 */
@Component
public class Stopping implements SmartLifecycle {

    private static final Duration FAREWELL = Duration.ofMillis(300);
    /** What waits for others may go on for this long. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Entrance entrance;
    private final Courtesy courtesy;
    private volatile boolean running;
    private volatile boolean stopping;
    private volatile long since;
    private volatile long lastRefused;

    /**
     * How long kept connections are waited for: whoever asks on one in the very moment in which it is closed gets no
     * answer, and whoever asks before that is told to let it go.
     *
     * @param quiet that long nobody asked any more
     * @param atMost it takes no longer than that, even if they go on asking
     */
    private record Courtesy(Duration quiet, Duration atMost) {

        private static final Courtesy ALONE = new Courtesy(Duration.ofMillis(200), Duration.ofMillis(700));
        /** Other nodes serve meanwhile: nobody waits for this one to come back. */
        private static final Courtesy AMONG_OTHERS = new Courtesy(Duration.ofMillis(800), Duration.ofMillis(2_000));
    }

    Stopping(Entrance entrance, StoreSettings settings) {
        this.entrance = entrance;
        this.courtesy = settings.hasSoleWriter() ? Courtesy.ALONE : Courtesy.AMONG_OTHERS;
    }

    /** Whether no new request may begin. */
    public boolean hasBegun() {
        return stopping;
    }

    /** Whether requests that wait for something must be refused now. */
    public boolean isUrgent() {
        return stopping && !isWithin(PATIENCE, since);
    }

    /** A request was refused because it came while the service stops. */
    void refused() {
        lastRefused = System.nanoTime();
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
            try {
                sayFarewell();
            } finally {
                done.run();
            }
        });
    }

    private void sayFarewell() {
        try {
            Thread.sleep(FAREWELL);
            entrance.close();
            long closed = System.nanoTime();
            lastRefused = closed;
            while (isWithin(courtesy.quiet, lastRefused) && isWithin(courtesy.atMost, closed)) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isWithin(Duration time, long since) {
        return System.nanoTime() - since < time.toNanos();
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
