package holdfast.app.snapshots;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Takes snapshots on a thread of its own: nobody waits for one, and one that fails harms nobody.
 *
 * <p>A state of many parts is written as a whole only once that many events came, a part of them, since it last was; in
 * between only what changed since then. So what an event costs does not grow with the state.
 */
@Component
class SnapshotTaker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);
    private static final long END_SECONDS = 5;
    /** The most parts that are written, on average, for an event by snapshots of whole states. */
    private static final int PARTS_AN_EVENT = 8;

    private final SnapshotTable table;
    private final SnapshotSettings settings;
    private final ThreadPoolExecutor thread;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    /** The large states that were last written as a whole. */
    private final Cache<String, Snapshot<?>> bases;

    private final Timer taken;
    private final Counter skipped;

    SnapshotTaker(SnapshotTable table, SnapshotSettings settings, MeterRegistry registry) {
        this.table = table;
        this.settings = settings;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.waiting()),
                Thread.ofPlatform().name("snapshots").daemon().factory());
        this.bases = Caffeine.newBuilder()
                .maximumWeight(settings.comparedParts())
                .<String, Snapshot<?>>weigher((_, base) -> base.parts())
                .build();
        this.taken = Timer.builder("holdfast.snapshots.taken")
                .description("Time to write a snapshot, off the way of commands")
                .register(registry);
        this.skipped = Counter.builder("holdfast.snapshots.skipped")
                .description("Snapshots that were not taken because too many waited or the store failed")
                .register(registry);
    }

    /** Takes a snapshot of a stream soon, of its state by then. */
    <S> void offer(String stream, Supplier<Snapshot<S>> state) {
        if (!waiting.add(stream)) {
            return;
        }
        try {
            thread.execute(() -> run(stream, state));
        } catch (RejectedExecutionException tooMany) {
            waiting.remove(stream);
            skipped.increment();
        }
    }

    private <S> void run(String stream, Supplier<Snapshot<S>> state) {
        waiting.remove(stream);
        try {
            taken.record(() -> take(state.get()));
        } catch (RuntimeException e) {
            skipped.increment();
            LOG.warn("No snapshot of {}", stream, e);
        }
    }

    private <S> void take(Snapshot<S> snapshot) {
        boolean large = snapshot.parts() > PARTS_AN_EVENT * settings.every();
        Differences<S, ?> differences = snapshot.type().differences();
        if (!large || differences == null) {
            put(snapshot, null, SnapshotJson.write(snapshot.state()));
            return;
        }
        Snapshot<S> base = baseOf(snapshot);
        if (base == null) {
            put(snapshot, null, SnapshotJson.write(snapshot.state()));
            bases.put(snapshot.stream(), snapshot);
        } else {
            put(snapshot, base.version(), differences.write(base.state(), snapshot.state()));
        }
    }

    /** The whole state that was written so few events ago that only the difference is worth writing. */
    @SuppressWarnings("unchecked")
    private <S> @Nullable Snapshot<S> baseOf(Snapshot<S> snapshot) {
        Snapshot<?> base = bases.getIfPresent(snapshot.stream());
        boolean near = base != null
                && base.version() < snapshot.version()
                && snapshot.version() - base.version() < snapshot.parts() / PARTS_AN_EVENT;
        return near ? (Snapshot<S>) base : null;
    }

    private void put(Snapshot<?> snapshot, @Nullable Long base, byte[] state) {
        table.put(
                new SnapshotTable.Row(
                        snapshot.type().key(), snapshot.stream(), snapshot.version(), snapshot.latest(), base, state),
                settings.kept());
    }

    @Override
    public void destroy() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
