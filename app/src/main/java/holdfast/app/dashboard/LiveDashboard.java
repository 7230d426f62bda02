package holdfast.app.dashboard;

import holdfast.app.eventstore.CommitSignal;
import holdfast.app.eventstore.CommittedEvents;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has the dashboard drawn anew when something happened, once for all viewers, and not at all while there are none.
 *
 * <p>It ends, and lets all viewers go, before the server waits for its requests to end.
 */
@Component
class LiveDashboard implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveDashboard.class);
    private static final int MOST_VIEWERS = 500;
    /** Refusals and commits of other nodes are not signalled here. */
    private static final long LOOK_MILLIS = 1_000;
    /** Some figures change with time alone. */
    private static final Duration REDRAWN = Duration.ofSeconds(5);

    private final SharedDrawing drawing;
    private final CommittedEvents events;
    private final ServiceFigures service;
    private final CommitSignal signal;
    private final AtomicInteger viewers = new AtomicInteger();
    private final Semaphore wakes = new Semaphore(0);
    private long drawnHead = -1;
    private Map<String, Long> drawnRefusals = Map.of();
    private @Nullable Thread thread;

    LiveDashboard(SharedDrawing drawing, CommittedEvents events, ServiceFigures service, CommitSignal signal) {
        this.drawing = drawing;
        this.events = events;
        this.service = service;
        this.signal = signal;
    }

    /** Whether there is room for one viewer more; it must leave when it is done. */
    boolean enter() {
        if (drawing.isClosed() || viewers.incrementAndGet() > MOST_VIEWERS) {
            viewers.decrementAndGet();
            return false;
        }
        wakes.release();
        return true;
    }

    void leave() {
        viewers.decrementAndGet();
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("dashboard").start(this::run);
        }
    }

    private void run() {
        Runnable unsubscribe = signal.subscribe(this::wake);
        try {
            while (!drawing.isClosed()) {
                await();
                drawUnlessItFails();
                Thread.sleep(SharedDrawing.BETWEEN_DRAWINGS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unsubscribe.run();
        }
    }

    /** Called at each commit: one permit is enough for any number of them. */
    private void wake() {
        if (viewers.get() > 0 && wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    private void await() throws InterruptedException {
        if (viewers.get() == 0) {
            wakes.acquire();
        } else {
            wakes.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        wakes.drainPermits();
    }

    private void drawUnlessItFails() {
        try {
            long head = events.head();
            Map<String, Long> refusals = service.refused();
            boolean isStale = drawing.ageNanos() >= REDRAWN.toNanos();
            if (viewers.get() > 0 && (isStale || head != drawnHead || !refusals.equals(drawnRefusals))) {
                drawing.draw();
                drawnHead = head;
                drawnRefusals = refusals;
            }
        } catch (RuntimeException e) {
            LOG.warn("The dashboard cannot be drawn; trying again", e);
        }
    }

    @Override
    public synchronized void stop() {
        drawing.close();
        wakes.release();
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null && !drawing.isClosed();
    }
}
