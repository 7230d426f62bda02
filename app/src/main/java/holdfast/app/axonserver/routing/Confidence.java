package holdfast.app.axonserver.routing;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether commands are routed now: after one was not answered only one at a time is tried, so that no others wait in vain. */
final class Confidence {

    private final Duration pause;
    private final LongSupplier nanoTime;
    private volatile boolean lost;
    private long lastAttempt;

    /**
     * It is there.
     *
     * @param pause from an attempt that failed to the next one
     */
    Confidence(Duration pause, LongSupplier nanoTime) {
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** Asked for each command: whether this one is routed. */
    boolean isEnough() {
        return !lost || isTimeForAnother();
    }

    private synchronized boolean isTimeForAnother() {
        long now = nanoTime.getAsLong();
        if (now - lastAttempt < pause.toNanos()) {
            return false;
        }
        lastAttempt = now;
        return true;
    }

    /** A command was not answered. Answers whether that is news. */
    synchronized boolean lose() {
        boolean news = !lost;
        lastAttempt = nanoTime.getAsLong();
        lost = true;
        return news;
    }

    /** A command was answered. */
    void regain() {
        lost = false;
    }
}
