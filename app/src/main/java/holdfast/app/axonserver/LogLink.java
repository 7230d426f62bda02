package holdfast.app.axonserver;

import org.jspecify.annotations.Nullable;

/** Whether the log can be used: who finds that it cannot says so, and nobody else tries in vain meanwhile. */
final class LogLink {

    private volatile @Nullable String trouble = "Axon Server has not been reached yet";

    /** Why it cannot be used; null when it can. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Throws when it is known not to be usable. */
    void require() {
        String why = trouble;
        if (why != null) {
            throw new LogUnavailable(why);
        }
    }

    synchronized void lost(String why) {
        trouble = why;
        notifyAll();
    }

    synchronized void reached() {
        trouble = null;
    }

    /** Waits so long, or until somebody finds that the log which could be used cannot any more. */
    synchronized void pause(long millis) throws InterruptedException {
        boolean usable = trouble == null;
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && !(usable && trouble != null); ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }
}
