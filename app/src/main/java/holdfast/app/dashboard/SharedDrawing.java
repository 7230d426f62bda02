package holdfast.app.dashboard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** The one drawing that all viewers share, however many there are. */
@Component
class SharedDrawing {

    /** Changes within this time are shown together. */
    static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(400);

    private final FiguresReader figures;
    private final Panels panels;
    private final Clock clock;
    private final Counter drawings;

    private final ReentrantLock drawing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Drawing latest = Drawing.NONE;
    private volatile long drawnAt = System.nanoTime() - BETWEEN_DRAWINGS.toNanos();
    private boolean closed;

    SharedDrawing(FiguresReader figures, Panels panels, Clock clock, MeterRegistry registry) {
        this.figures = figures;
        this.panels = panels;
        this.clock = clock;
        this.drawings = Counter.builder("holdfast.dashboard.drawings")
                .description("How often the dashboard was drawn, for all who look at it")
                .register(registry);
    }

    /** The dashboard as it is now, or was a moment ago when somebody else asked. */
    Drawing current() {
        drawing.lock();
        try {
            if (ageNanos() >= BETWEEN_DRAWINGS.toNanos()) {
                draw();
            }
            return latest;
        } finally {
            drawing.unlock();
        }
    }

    void draw() {
        drawing.lock();
        try {
            show(latest.with(panels.draw(figures.read()), clock.millis()));
            drawnAt = System.nanoTime();
            drawings.increment();
        } finally {
            drawing.unlock();
        }
    }

    long ageNanos() {
        return System.nanoTime() - drawnAt;
    }

    private void show(Drawing next) {
        lock.lock();
        try {
            latest = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The latest drawing, once it is newer than a revision, the time is over, or nothing more is drawn. */
    Drawing after(long revision, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!closed && latest.revision() <= revision && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return latest;
    }

    /** Lets all go who wait. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
