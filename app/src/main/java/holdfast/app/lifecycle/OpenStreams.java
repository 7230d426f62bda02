package holdfast.app.lifecycle;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that go on and on; at the end they are let go of, also those whose clients take nothing. */
public final class OpenStreams {

    /** Those who can end by themselves do so within this time. */
    private static final Duration POLITE = Duration.ofMillis(800);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long PAUSE_MILLIS = 10;

    private final Entrance entrance;
    /** The connection that a thread writes to. */
    private final Map<Thread, String> connections = new ConcurrentHashMap<>();

    public OpenStreams(Entrance entrance) {
        this.entrance = entrance;
    }

    /** Whether there is room for one more, on this thread; it must leave when it is done. */
    public synchronized boolean enter(HttpServletRequest request, int most) {
        if (connections.size() >= most) {
            return false;
        }
        connections.put(Thread.currentThread(), request.getServletConnection().getConnectionId());
        return true;
    }

    public void leave() {
        connections.remove(Thread.currentThread());
        Thread.interrupted(); // whatever comes after on this thread was not meant
    }

    public int count() {
        return connections.size();
    }

    /** Waits until all have left; who writes to a client that takes nothing has its connection closed. */
    public void letGo() {
        long start = System.nanoTime();
        long waited = 0;
        while (!connections.isEmpty() && waited < PATIENCE.toNanos() && pause()) {
            waited = System.nanoTime() - start;
            if (waited > POLITE.toNanos()) {
                cutOff();
            }
        }
    }

    /** A write that waits for room sees that its connection is closed only when it is woken. */
    private void cutOff() {
        entrance.cutOff(Set.copyOf(connections.values()));
        connections.keySet().forEach(Thread::interrupt);
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
