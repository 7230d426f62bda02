package holdfast.benchmark.inside;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Looks every second at what is alive on the heap, by collecting everything else: what runs meanwhile is slowed down. */
final class LiveHeap implements AutoCloseable {

    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong most = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();

    void watch() {
        var _ = watcher.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
        most.accumulateAndGet(now(), Math::max);
        looks.incrementAndGet();
    }

    /** The bytes in use after a collection. */
    long now() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    long most() {
        return most.get();
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
