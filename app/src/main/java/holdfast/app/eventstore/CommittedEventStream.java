package holdfast.app.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the committed events, woken by each commit.
 *
 * <p>It looks only when a commit was signalled since it last looked, and asks the store itself now and then: a commit of
 * another node is not signalled here.
 */
final class CommittedEventStream implements BlockingStream<TrackedEventMessage<?>> {

    private static final int BATCH = 512;

    private final CommittedEvents source;
    private final Deque<TrackedEventMessage<?>> buffer = new ArrayDeque<>();
    private final Object monitor = new Object();
    private final Runnable unsubscribe;
    private final long pollNanos;
    private final long gatherNanos;

    private long position;
    private long askedAt;
    private long wokenAt;
    private boolean signalled = true;
    private boolean wakingLater;
    private @Nullable Runnable callback;

    /**
     * Begins behind a position.
     *
     * @param pollNanos the longest that it goes without asking the store itself
     * @param gatherNanos the least time between two wakings by commits
     */
    CommittedEventStream(CommittedEvents source, CommitSignal signal, long position, long pollNanos, long gatherNanos) {
        this.source = source;
        this.position = position;
        this.pollNanos = pollNanos;
        this.gatherNanos = gatherNanos;
        this.askedAt = System.nanoTime() - pollNanos;
        this.wokenAt = System.nanoTime() - gatherNanos;
        this.unsubscribe = signal.subscribe(this::onCommit);
    }

    private void onCommit() {
        synchronized (monitor) {
            long early = wokenAt + gatherNanos - System.nanoTime();
            if (wakingLater) {
                return;
            }
            if (early > 0) {
                wakingLater = true;
                CompletableFuture.delayedExecutor(early, TimeUnit.NANOSECONDS).execute(this::wake);
                return;
            }
        }
        wake();
    }

    private void wake() {
        Runnable listener;
        synchronized (monitor) {
            signalled = true;
            wakingLater = false;
            wokenAt = System.nanoTime();
            listener = callback;
            monitor.notifyAll();
        }
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public boolean hasNextAvailable() {
        if (buffer.isEmpty()) {
            if (takeSignal()) {
                fill(source.latestAfter(position, BATCH));
            } else if (System.nanoTime() - askedAt >= pollNanos) {
                askedAt = System.nanoTime();
                fill(source.after(position, BATCH));
            }
        }
        return !buffer.isEmpty();
    }

    private boolean takeSignal() {
        synchronized (monitor) {
            boolean taken = signalled;
            signalled = false;
            return taken;
        }
    }

    private void fill(List<TrackedEventMessage<?>> events) {
        buffer.addAll(events);
        if (!buffer.isEmpty()) {
            position = CommittedEvents.positionOf(buffer.peekLast().trackingToken());
            synchronized (monitor) {
                signalled |= gatherNanos == 0 || events.size() == BATCH; // there may be more behind a full batch
            }
        }
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!hasNextAvailable()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            synchronized (monitor) {
                if (!signalled) {
                    TimeUnit.NANOSECONDS.timedWait(monitor, Math.min(left, pollNanos));
                }
            }
        }
        return true;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return hasNextAvailable() ? Optional.of(buffer.getFirst()) : Optional.empty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS)) {
            // an interruption ends it
        }
        return buffer.removeFirst();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable onAvailable) {
        synchronized (monitor) {
            callback = onAvailable;
        }
        return true;
    }

    @Override
    public void close() {
        unsubscribe.run();
    }
}
