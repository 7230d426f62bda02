package holdfast.app.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last stretch of the feed, in memory once for all readers that are up to date, and bounded: who falls behind it
 * reads the store at its own pace.
 */
final class FeedTail {

    private static final int KEPT_EVENTS = 4096;
    static final long KEPT_BYTES = 8L * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final TreeMap<Long, FeedEvent> events = new TreeMap<>();
    private long bytes;
    /** It holds all events behind this position, up to the end. */
    private long start = Long.MAX_VALUE;

    private long end = -1;
    private boolean closed;

    /** Begins anew at a position. */
    void startAt(long position) {
        lock.lock();
        try {
            events.clear();
            bytes = 0;
            start = position;
            end = position;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    void append(FeedChunk chunk) {
        lock.lock();
        try {
            for (FeedEvent event : chunk.events()) {
                events.put(event.position(), event);
                bytes += event.size();
            }
            end = chunk.reached();
            while (events.size() > KEPT_EVENTS || bytes > KEPT_BYTES) {
                Map.Entry<Long, FeedEvent> oldest = events.pollFirstEntry();
                start = oldest.getKey();
                bytes -= oldest.getValue().size();
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What comes after a position, nothing when that is the end; empty when it is not held here. */
    Optional<FeedChunk> after(long position) {
        lock.lock();
        try {
            if (position < start) {
                return Optional.empty();
            }
            List<FeedEvent> next = new ArrayList<>();
            long size = 0;
            for (FeedEvent event : events.tailMap(position, false).values()) {
                next.add(event);
                size += event.size();
                if (next.size() == FeedStore.MOST_EVENTS || size >= FeedStore.MOST_BYTES) {
                    return Optional.of(new FeedChunk(next, event.position()));
                }
            }
            return Optional.of(new FeedChunk(next, Math.max(position, end)));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there may be more after a position, until the time is over, or until the feed ends. */
    void await(long position, long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && end <= position && left > 0) {
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /** Lets all readers go. */
    void close() {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
