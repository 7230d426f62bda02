package holdfast.app.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the committed events, woken by each commit that concerns it; by the others only now and then,
 * so that its position does not stay behind.
 *
 * <p>It looks only when a commit was signalled since it last looked, and asks the store itself now and then: a commit of
 * another node is not signalled here.
 */
final class CommittedEventStream implements BlockingStream<TrackedEventMessage<?>>, CommitSignal.Listener {

    private static final int BATCH = 512;
    /** The least time between two wakings by commits that do not concern it. */
    private static final long UNCONCERNED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long NEVER = Long.MAX_VALUE;
    /** So many events by one waking are a crowd: what gathers then gathers longer, and a batch has the more events. */
    private static final int CROWD = 100;

    private static final int LONGER = 4;

    private final CommittedEvents source;
    private final Predicate<? super TrackedEventMessage<?>> concerns;
    private final Deque<TrackedEventMessage<?>> buffer = new ArrayDeque<>();
    private final Object monitor = new Object();
    private final Runnable unsubscribe;
    private final long pollNanos;
    private final long gatherNanos;

    private long position;
    private long askedAt;
    private long wokenAt;
    private int taken;
    private boolean crowded;
    private boolean signalled = true;
    /** How long after the last waking the next one is to be, {@code NEVER} when none is planned. */
    private long planned = NEVER;

    private @Nullable Runnable callback;

    /**
     * Begins behind a position.
     *
     * @param concerns whether the reader is for an event
     * @param pollNanos the longest that it goes without asking the store itself
     * @param gatherNanos the least time between two wakings by commits that concern it; four times that while many come
     */
    CommittedEventStream(
            CommittedEvents source,
            CommitSignal signal,
            Predicate<? super TrackedEventMessage<?>> concerns,
            long position,
            long pollNanos,
            long gatherNanos) {
        this.source = source;
        this.concerns = concerns;
        this.position = position;
        this.pollNanos = pollNanos;
        this.gatherNanos = gatherNanos;
        this.askedAt = System.nanoTime() - pollNanos;
        this.wokenAt = System.nanoTime() - gatherNanos;
        this.unsubscribe = signal.subscribe(this);
    }

    @Override
    public void onCommit(List<? extends TrackedEventMessage<?>> committed) {
        boolean concerned = committed.stream().anyMatch(concerns);
        wakeAfter(concerned ? 0 : UNCONCERNED_NANOS);
    }

    @Override
    public void onLoss() {
        wakeAfter(0);
    }

    private void wakeAfter(long least) {
        synchronized (monitor) {
            long pause = Math.max(least, crowded ? LONGER * gatherNanos : gatherNanos);
            if (planned <= pause) {
                return;
            }
            long early = wokenAt + pause - System.nanoTime();
            if (early > 0) {
                planned = pause;
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
            planned = NEVER;
            crowded = taken >= CROWD;
            taken = 0;
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
                taken += events.size();
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
