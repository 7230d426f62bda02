package holdfast.app.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Tries the parked events of one process again, first one first. */
final class ParkedRetry<R> {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedRetry.class);

    private final EventProcess<R> process;
    private final Steps steps;
    private final DeadLetters letters;
    private final ParkedSequences parked;
    private final TransactionOperations transaction;

    ParkedRetry(
            EventProcess<R> process,
            Steps steps,
            DeadLetters letters,
            ParkedSequences parked,
            TransactionOperations transaction) {
        this.process = process;
        this.steps = steps;
        this.letters = letters;
        this.parked = parked;
        this.transaction = transaction;
    }

    /** Tries each sequence until one of its events fails. */
    void all() {
        parked.refresh();
        parked.all().forEach(this::sequence);
    }

    Retrial sequence(String sequence) {
        List<Long> handled = new ArrayList<>();
        try {
            Optional<DeadLetters.Claimed> next = letters.claimFirst(process.name(), sequence);
            while (next.isPresent()) {
                RuntimeException failure = tryAgain(sequence, next.get());
                if (failure != null) {
                    return new Retrial(handled, next.get().id(), failure.toString(), false);
                }
                handled.add(next.get().id());
                next = letters.claimFirst(process.name(), sequence);
            }
            return new Retrial(handled, null, null, letters.hasAny(process.name(), sequence));
        } finally {
            parked.refresh();
        }
    }

    private @Nullable RuntimeException tryAgain(String sequence, DeadLetters.Claimed letter) {
        try {
            R result = steps.take(letter.event(), () -> process.handle(sequence, letter.event()));
            transaction.executeWithoutResult(_ -> {
                process.write(List.of(result));
                letters.remove(letter.id());
            });
            return null;
        } catch (RuntimeException failure) {
            if (Steps.isOfTheStore(failure)) {
                letters.release(letter.id());
                throw failure;
            }
            LOG.warn("{} of {} failed again", letter.event().getPayloadType().getSimpleName(), sequence, failure);
            letters.failed(letter.id(), failure);
            return failure;
        }
    }
}
