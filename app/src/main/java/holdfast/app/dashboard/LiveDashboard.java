package holdfast.app.dashboard;

import holdfast.app.eventstore.CommitSignal;
import holdfast.app.eventstore.CommittedEvents;
import java.time.Duration;
import java.util.List;
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
 * <p>It ends with the viewers, before the server waits for its requests to end.
 */
@Component
class LiveDashboard implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveDashboard.class);
    /** Refusals, and what the read models took in since, are not signalled here. */
    private static final long LOOK_MILLIS = 1_000;
    /** Some figures change with time alone. */
    private static final Duration REDRAWN = Duration.ofSeconds(5);

    /** What makes a drawing out of date: a commit that a read model has yet to take in will do so once more. */
    private record Seen(long head, Map<String, Long> refusals, List<Figures.ReadModel> readModels) {}

    private final SharedDrawing drawing;
    private final CommittedEvents events;
    private final ServiceFigures service;
    private final CommitSignal signal;
    private final AtomicInteger viewers = new AtomicInteger();
    private final Semaphore wakes = new Semaphore(0);
    private Seen drawn = new Seen(-1, Map.of(), List.of());
    private @Nullable Thread thread;

    LiveDashboard(
            SharedDrawing drawing,
            CommittedEvents events,
            ServiceFigures service,
            CommitSignal signal,
            Viewers watching) {
        this.drawing = drawing;
        this.events = events;
        this.service = service;
        this.signal = signal;
        watching.whenOver(drawing::close);
    }

    /** One viewer more; he must leave when he is done. */
    void enter() {
        viewers.incrementAndGet();
        wakes.release();
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
        if (viewers.get() == 0) {
            return;
        }
        try {
            Seen now = look();
            boolean isStale = drawing.ageNanos() >= REDRAWN.toNanos();
            if (isStale || !now.equals(drawn)) {
                drawing.draw();
                drawn = now;
            }
        } catch (RuntimeException e) {
            LOG.warn("The dashboard cannot be drawn; trying again", e);
        }
    }

    private Seen look() {
        long head = events.head();
        return new Seen(head, service.refused(), service.readModels(head));
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
