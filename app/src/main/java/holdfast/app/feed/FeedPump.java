package holdfast.app.feed;

import holdfast.app.eventstore.CommitSignal;
import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.lifecycle.Entrance;
import holdfast.app.lifecycle.OpenStreams;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads each new event once for all readers, as long as there are any.
 *
 * <p>It ends, and all readers with it, before the server waits for its requests to end.
 */
@Component
class FeedPump implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FeedPump.class);
    /** A commit here is signalled; one of another node is not. */
    private static final long POLL_MILLIS = 100;
    /** Commits within this time are passed on together, or hundreds of readers would be woken for each. */
    private static final Duration GATHERED = Duration.ofMillis(10);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final FeedStore store;
    private final CommittedEvents events;
    private final CommitSignal signal;
    private final FeedTail tail = new FeedTail();
    private final OpenStreams readers;
    private final Semaphore wakes = new Semaphore(0);
    private boolean followed;
    private @Nullable Thread thread;

    FeedPump(FeedStore store, CommittedEvents events, CommitSignal signal, Entrance entrance, MeterRegistry registry) {
        this.store = store;
        this.events = events;
        this.signal = signal;
        this.readers = new OpenStreams(entrance);
        Gauge.builder("holdfast.feed.readers", readers, OpenStreams::count)
                .description("Clients that follow the live feed")
                .register(registry);
    }

    FeedTail tail() {
        return tail;
    }

    /** Whether there is room for one reader more, on this thread; it must leave when it is done. */
    boolean enter(HttpServletRequest request, int most) {
        boolean entered = readers.enter(request, most);
        if (entered) {
            wakes.release();
        }
        return entered;
    }

    void leave() {
        readers.leave();
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("feed").start(this::run);
        }
    }

    private void run() {
        Runnable unsubscribe = signal.subscribe(wakes::release);
        try {
            while (!tail.isClosed()) {
                if (wakes.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
                pumpUnlessItFails();
                Thread.sleep(GATHERED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unsubscribe.run();
        }
    }

    private void pumpUnlessItFails() throws InterruptedException {
        try {
            pump();
        } catch (RuntimeException e) {
            LOG.warn("The feed cannot be read; trying again", e);
            Thread.sleep(AFTER_FAILURE);
        }
    }

    private void pump() {
        if (readers.count() == 0) {
            followed = false;
            return;
        }
        long head = events.head();
        if (!followed) {
            tail.startAt(head);
            followed = true;
        }
        while (tail.end() < head && !tail.isClosed()) {
            tail.append(store.read(FeedFilter.ALL, tail.end(), head, FeedStore.MOST_EVENTS));
        }
    }

    @Override
    public void stop() {
        tail.close();
        readers.letGo();
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null && !tail.isClosed();
    }
}
