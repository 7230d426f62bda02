package holdfast.benchmark.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A workload from a number of callers for some time, of which the first part only warms up. */
public record Load(String name, Workload workload, int clients, Duration warmUp, Duration measured) {

    /** Runs to its end; {@code meter} is read at the beginning and at the end of the measured time. */
    public <M> Measured<M> run(Endpoint endpoint, List<Item> items, Supplier<M> meter) throws InterruptedException {
        long from = System.nanoTime() + warmUp.toNanos();
        Tally tally = new Tally(from, from + measured.toNanos());
        CompletableFuture<M> before = readAt(warmUp, meter);
        CompletableFuture<M> after = readAt(warmUp.plus(measured), meter);
        List<Callable<List<OpenOutcome>>> callers = IntStream.range(0, clients)
                .<Callable<List<OpenOutcome>>>mapToObj(number -> () -> call(number, endpoint, items, tally))
                .toList();
        List<OpenOutcome> open =
                Crowd.doAll(callers).stream().flatMap(List::stream).toList();
        resolve(open, endpoint);
        return new Measured<>(tally.latencies(), tally.errors(), before.join(), after.join());
    }

    private List<OpenOutcome> call(int number, Endpoint endpoint, List<Item> items, Tally tally) {
        try (Caller caller = new Caller(name + "-" + number, workload, items, tally, endpoint)) {
            return caller.call();
        }
    }

    private static void resolve(List<OpenOutcome> open, Endpoint endpoint) throws InterruptedException {
        try (Connection connection = endpoint.connect()) {
            for (OpenOutcome outcome : open) {
                outcome.resolve(connection);
            }
        } catch (IOException e) {
            throw new IllegalStateException("What has become of failed requests cannot be read", e);
        }
    }

    private static <M> CompletableFuture<M> readAt(Duration delay, Supplier<M> meter) {
        return CompletableFuture.supplyAsync(
                meter, CompletableFuture.delayedExecutor(delay.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS));
    }
}
