package holdfast.app.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** All processes that follow the events; what one cannot handle is parked, visible and tried again, never skipped. */
@Component
public class EventProcesses {

    private static final Logger LOG = LoggerFactory.getLogger(EventProcesses.class);

    private record Opened(ParkedSequences parked, ParkedRetry<?> retry) {}

    private final Map<String, Opened> byName = new ConcurrentHashMap<>();
    private final Steps steps;
    private final DeadLetters letters;
    private final TransactionOperations transaction;
    private final MeterRegistry registry;

    EventProcesses(Steps steps, DeadLetters letters, TransactionOperations transaction, MeterRegistry registry) {
        this.steps = steps;
        this.letters = letters;
        this.transaction = transaction;
        this.registry = registry;
    }

    /** Opens a process, once; its processor hands over the events. */
    public <R> EventBatches<R> open(EventProcess<R> process) {
        ParkedSequences parked = new ParkedSequences(process.name(), letters);
        ParkedRetry<R> retry = new ParkedRetry<>(process, steps, letters, parked, transaction);
        if (byName.putIfAbsent(process.name(), new Opened(parked, retry)) != null) {
            throw new IllegalStateException("There are two processes " + process.name());
        }
        registry.gauge("holdfast.parked.orders", Tags.of("process", process.name()), parked, ParkedSequences::size);
        return new EventBatches<>(process, steps, parked);
    }

    /** Whether events of a sequence are parked, as far as this node knows. */
    public boolean holds(String process, String sequence) {
        return opened(process).parked().holds(sequence);
    }

    /** Whether events of any sequence are parked, as far as this node knows. */
    public boolean holdsAny(String process) {
        return opened(process).parked().size() > 0;
    }

    /** Looks what other nodes parked, and what they could handle at last. */
    public void refresh(String process) {
        opened(process).parked().refresh();
    }

    /** Tries the parked events of a sequence again, first one first, until one fails. */
    public Retrial retry(String process, String sequence) {
        return opened(process).retry().sequence(sequence);
    }

    /** Tries all that is parked: what failed may have been repaired. */
    public void retryAll() {
        byName.forEach((name, process) -> {
            try {
                process.retry().all();
            } catch (RuntimeException ofTheStore) {
                LOG.warn("Parked events of {} are tried again later", name, ofTheStore);
            }
        });
    }

    private Opened opened(String process) {
        Opened opened = byName.get(process);
        if (opened == null) {
            throw new IllegalStateException("There is no process " + process);
        }
        return opened;
    }
}
