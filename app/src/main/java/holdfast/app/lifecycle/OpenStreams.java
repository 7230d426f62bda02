package holdfast.app.lifecycle;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads of requests that go on and on; at the end they are let go of, also those whose clients take nothing. */
public final class OpenStreams {

    /** Those who can end by themselves do so within this time. */
    private static final Duration POLITE = Duration.ofMillis(300);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long PAUSE_MILLIS = 10;
    private static final int INSISTENCE = 2_000;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Whether there is room for one more, on this thread; it must leave when it is done. */
    public synchronized boolean enter(int most) {
        return threads.size() < most && threads.add(Thread.currentThread());
    }

    public void leave() {
        threads.remove(Thread.currentThread());
        Thread.interrupted(); // whatever comes after on this thread was not meant
    }

    public int count() {
        return threads.size();
    }

    /** Waits until all have left; who writes to a client that takes nothing has its connection closed. */
    public void letGo() {
        long start = System.nanoTime();
        long waited = 0;
        while (!threads.isEmpty() && waited < PATIENCE.toNanos() && pause()) {
            waited = System.nanoTime() - start;
            if (waited > POLITE.toNanos()) {
                threads.forEach(OpenStreams::closeConnection);
            }
        }
    }

    /**
     * An interrupt that comes within the write closes the channel. The server waits for room between writes and there
     * takes an interrupt for nothing, so it takes several, one right after the other.
     */
    private static void closeConnection(Thread reader) {
        for (int i = 0; i < INSISTENCE; i++) {
            reader.interrupt();
            Thread.onSpinWait();
        }
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
