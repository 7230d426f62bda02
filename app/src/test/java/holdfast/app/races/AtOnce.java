package holdfast.app.races;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Lets several callers act at the same instant. */
final class AtOnce {

    private static final long PATIENCE_SECONDS = 90;

    private AtOnce() {}

    /** Releases all at the same instant, each on a thread of its own; their results in the order of the callers. */
    static <T> List<T> run(int callers, IntFunction<T> action) {
        CyclicBarrier start = new CyclicBarrier(callers);
        List<Callable<T>> tasks = IntStream.range(0, callers)
                .<Callable<T>>mapToObj(caller -> () -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return action.apply(caller);
                })
                .toList();
        return run(callers, tasks);
    }

    @SafeVarargs
    static <T> List<T> run(Supplier<T>... actions) {
        return run(actions.length, caller -> actions[caller].get());
    }

    /** Plays rounds, some of them at a time. */
    static void rounds(int rounds, int atATime, IntConsumer round) {
        run(
                atATime,
                IntStream.range(0, rounds)
                        .<Callable<Boolean>>mapToObj(number -> () -> {
                            round.accept(number);
                            return true;
                        })
                        .toList());
    }

    private static <T> List<T> run(int threads, List<Callable<T>> tasks) {
        try (ExecutorService executor =
                Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
            List<Future<T>> running = tasks.stream().map(executor::submit).toList();
            try {
                List<T> results = new ArrayList<>();
                for (Future<T> task : running) {
                    results.add(task.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                }
                return results;
            } catch (ExecutionException e) {
                throw new AssertionError(
                        e.getCause() == null ? "" : e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError("Not answered within " + PATIENCE_SECONDS + " s", e);
            } finally {
                executor.shutdownNow();
            }
        }
    }

    /** Waits for an instant of the service's clock, which is this machine's. */
    static void at(Instant time) {
        for (Duration left = until(time); left.isPositive(); left = until(time)) {
            LockSupport.parkNanos(left.toNanos());
        }
    }

    private static Duration until(Instant time) {
        return Duration.between(Instant.now(), time);
    }
}
