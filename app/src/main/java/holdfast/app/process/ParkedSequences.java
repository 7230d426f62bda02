package holdfast.app.process;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sequences of a process that have parked events: behind one all later ones of its sequence are parked too, in their
 * order, while other sequences go on.
 */
final class ParkedSequences {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedSequences.class);

    private final String process;
    private final DeadLetters letters;
    /** Those that this node parked, and those of other nodes as far as it has heard of them. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    /** Those with events in a transaction that has not ended. */
    private final Set<String> beingParked = ConcurrentHashMap.newKeySet();

    ParkedSequences(String process, DeadLetters letters) {
        this.process = process;
        this.letters = letters;
        refresh();
    }

    boolean holds(String sequence) {
        return known.contains(sequence);
    }

    int size() {
        return known.size();
    }

    List<String> all() {
        return List.copyOf(known);
    }

    /** Those of them that have parked events, whichever node parked them. */
    Set<String> among(Collection<String> sequences) {
        return letters.sequencesAmong(process, sequences);
    }

    /** Parks what a batch left, in its order, as part of the batch's transaction. */
    void park(SequenceRun<?> run, UnitOfWork<?> batch) {
        if (run.left().isEmpty()) {
            return;
        }
        begin(run.sequence());
        batch.onCleanup(_ -> end(run.sequence()));
        @Nullable RuntimeException failure = run.failure();
        for (EventMessage<?> event : run.left()) {
            LOG.error("Parked {} of {}", event.getPayloadType().getSimpleName(), run.sequence(), failure);
            letters.add(process, run.sequence(), event, failure, failure == null ? 0 : Steps.ATTEMPTS);
            failure = null; // the others only wait behind the first
        }
    }

    private synchronized void begin(String sequence) {
        beingParked.add(sequence);
        known.add(sequence);
    }

    private synchronized void end(String sequence) {
        beingParked.remove(sequence);
    }

    /** Looks into the store: one that is just being parked is not forgotten meanwhile. */
    synchronized void refresh() {
        Set<String> stored = letters.sequences(process);
        known.addAll(stored);
        known.removeIf(sequence -> !stored.contains(sequence) && !beingParked.contains(sequence));
    }
}
