package holdfast.app.axonserver;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reaches the log, says what is missing when it cannot, and tries again; while it can, sees to it that nothing stays in
 * the log alone for long, even if nobody sends a command.
 */
final class LogWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final LogLink link;
    private final LogCatchUp catchUp;
    private final Runnable reached;
    private final String where;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private volatile boolean running;
    private @Nullable Thread thread;

    LogWatch(LogLink link, LogCatchUp catchUp, Runnable reached, String where) {
        this.link = link;
        this.catchUp = catchUp;
        this.reached = reached;
        this.where = where;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("event-log").start(this::run);
    }

    private void run() {
        try {
            while (running) {
                link.pause(look());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once, and answers how long to wait before it looks again. */
    private long look() {
        try {
            catchUp.run();
            if (link.trouble() != null) {
                LOG.info("Axon Server is reached at {}", where);
            }
            link.reached();
            reached.run();
            pauseMillis = FIRST_PAUSE_MILLIS;
            return LOOK_MILLIS;
        } catch (LogUnavailable e) {
            link.lost(String.valueOf(e.getMessage()));
            return running ? afterTrouble() : 0;
        } catch (RuntimeException e) {
            LOG.warn("What Axon Server has cannot be compared with the tables now: {}", e.toString());
            return LOOK_MILLIS;
        }
    }

    private long afterTrouble() {
        long pause = pauseMillis;
        pauseMillis = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        LOG.warn(
                "{}. Events are kept in Axon Server: until it can be used at {} (the setting axon.axonserver.servers) this"
                        + " service is not ready and takes no command. It tries again in {} ms.",
                link.trouble(),
                where,
                pause);
        return pause;
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
