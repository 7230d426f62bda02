package holdfast.app.eventstore;

import holdfast.app.lifecycle.Stopping;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets a request wait for what becomes of one stream. */
@Component
public class StreamWatch {

    /** Commits of other nodes are not signalled here. */
    private static final long POLL_MILLIS = 250;

    private final Map<String, Set<Semaphore>> watchers = new ConcurrentHashMap<>();

    private final Stopping stopping;

    StreamWatch(LocalCommits commits, Stopping stopping) {
        this.stopping = stopping;
        commits.watch(event -> signal(event.getAggregateIdentifier()));
    }

    /**
     * Asks again after each commit to the stream until there is an answer.
     *
     * @return empty when the patience is over, or the service is about to end
     */
    public <T> Optional<T> await(String stream, Supplier<Optional<T>> probe, Duration patience) {
        Semaphore appended = new Semaphore(0);
        Set<Semaphore> others = watchers.compute(stream, (_, known) -> {
            Set<Semaphore> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(appended);
            return all;
        });
        try {
            return await(appended, probe, System.nanoTime() + patience.toNanos());
        } finally {
            watchers.computeIfPresent(stream, (_, _) -> {
                others.remove(appended);
                return others.isEmpty() ? null : others;
            });
        }
    }

    private <T> Optional<T> await(Semaphore appended, Supplier<Optional<T>> probe, long deadline) {
        Optional<T> answer = probe.get();
        while (answer.isEmpty() && System.nanoTime() < deadline && !stopping.isUrgent()) {
            try {
                if (appended.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    appended.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            answer = probe.get();
        }
        return answer;
    }

    private void signal(String stream) {
        Set<Semaphore> waiting = watchers.get(stream);
        if (waiting != null) {
            waiting.forEach(Semaphore::release);
        }
    }
}
