package holdfast.app.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Follows the feed for one client on the thread of its request, at its own pace: it holds one stretch at a time, and
 * while the client does not take that, it asks for no other.
 */
final class FeedReader {

    private static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.UTF_8);

    private final FeedTail tail;
    /** What comes after a position, of those events that are wanted. */
    private final LongFunction<FeedChunk> store;
    /** However many readers catch up, they leave most connections of the store to the commands. */
    private final Semaphore storeReaders;

    private final FeedFilter filter;
    private final long heartbeatNanos;
    private long position;
    private long wroteAt = System.nanoTime();

    FeedReader(
            FeedTail tail,
            LongFunction<FeedChunk> store,
            Semaphore storeReaders,
            FeedFilter filter,
            Duration heartbeat,
            long position) {
        this.tail = tail;
        this.store = store;
        this.storeReaders = storeReaders;
        this.filter = filter;
        this.heartbeatNanos = heartbeat.toNanos();
        this.position = position;
    }

    /** Writes until the service stops; throws when the client is gone or takes nothing for too long. */
    void run(OutputStream client) throws IOException {
        write(client, HEARTBEAT);
        while (!tail.isClosed() && !Thread.currentThread().isInterrupted()) {
            Optional<FeedChunk> next = next();
            boolean moved = next.isPresent() && next.get().reached() > position;
            if (next.isPresent()) {
                write(client, next.get());
            }
            if (System.nanoTime() - wroteAt >= heartbeatNanos) {
                write(client, HEARTBEAT);
            }
            if (!moved) {
                tail.await(position, wroteAt + heartbeatNanos - System.nanoTime());
            }
        }
    }

    /** Empty when it was not its turn to read the store. */
    private Optional<FeedChunk> next() {
        Optional<FeedChunk> held = tail.after(position);
        return held.isPresent() ? held : fromStore();
    }

    private Optional<FeedChunk> fromStore() {
        try {
            if (!storeReaders.tryAcquire(heartbeatNanos / 2, TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(store.apply(position));
        } finally {
            storeReaders.release();
        }
    }

    private void write(OutputStream client, FeedChunk chunk) throws IOException {
        boolean written = false;
        for (FeedEvent event : chunk.events()) {
            if (filter.matches(event)) {
                event.writeTo(client);
                written = true;
            }
        }
        position = chunk.reached();
        if (written) {
            client.flush();
            wroteAt = System.nanoTime();
        }
    }

    private void write(OutputStream client, byte[] comment) throws IOException {
        client.write(comment);
        client.flush();
        wroteAt = System.nanoTime();
    }
}
