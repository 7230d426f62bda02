package holdfast.app.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Runs a process for a batch of events: the sequences of a batch side by side, the events of a sequence one after the
 * other.
 *
 * <p>The batch ends, and the token moves on, when all are done; so their commands meet in the lanes and share commits.
 * What cannot be handled is parked in the same transaction.
 */
public final class EventBatches<R> {

    private final EventProcess<R> process;
    private final Steps steps;
    private final ParkedSequences parked;
    private final String resource;

    EventBatches(EventProcess<R> process, Steps steps, ParkedSequences parked) {
        this.process = process;
        this.steps = steps;
        this.parked = parked;
        this.resource = EventBatches.class.getName() + "." + process.name();
    }

    /** Hands over an event of the processor's batch. */
    public void add(String sequence, EventMessage<?> event, UnitOfWork<?> batch) {
        bySequence(batch).computeIfAbsent(sequence, _ -> new ArrayList<>()).add(event);
    }

    private Map<String, List<EventMessage<?>>> bySequence(UnitOfWork<?> batch) {
        return batch.getOrComputeResource(resource, _ -> {
            Map<String, List<EventMessage<?>>> bySequence = new LinkedHashMap<>();
            batch.onPrepareCommit(_ -> run(bySequence, batch));
            return bySequence;
        });
    }

    private void run(Map<String, List<EventMessage<?>>> bySequence, UnitOfWork<?> batch) {
        Set<String> waiting = parked.among(bySequence.keySet());
        List<Future<SequenceRun<R>>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            bySequence.forEach((sequence, events) ->
                    runs.add(threads.submit(() -> run(sequence, events, waiting.contains(sequence)))));
        }
        List<R> results = new ArrayList<>();
        for (Future<SequenceRun<R>> future : runs) {
            SequenceRun<R> run = result(future);
            parked.park(run, batch);
            results.addAll(run.results());
        }
        process.write(results);
    }

    /** Runs on a thread of its own, outside of the batch's transaction. */
    private SequenceRun<R> run(String sequence, List<EventMessage<?>> events, boolean waits) {
        if (waits) {
            return new SequenceRun<>(sequence, List.of(), events, null);
        }
        List<R> results = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            EventMessage<?> event = events.get(i);
            try {
                results.add(steps.take(event, () -> process.handle(sequence, event)));
            } catch (RuntimeException failure) {
                if (Steps.isOfTheStore(failure)) {
                    throw failure;
                }
                return new SequenceRun<>(sequence, results, events.subList(i, events.size()), failure);
            }
        }
        return new SequenceRun<>(sequence, results, List.of(), null);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The store failed in the middle of a batch", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
