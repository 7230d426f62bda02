package holdfast.app.tabs;

import holdfast.app.reservation.DeadLetterQueues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Events of tabs that could not be handled: parked, visible and tried again, never skipped.
 *
 * <p>Behind a parked event all later ones of the same tab are parked too, in their order, while other tabs go on.
 */
@Component
class ParkedTabs {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedTabs.class);

    private final SequencedDeadLetterQueue<EventMessage<?>> queue;
    private final TabProcess process;
    private final TabSteps steps;
    private final JdbcClient jdbc;
    private final Set<String> tabs = ConcurrentHashMap.newKeySet();

    ParkedTabs(DeadLetterQueues queues, TabProcess process, TabSteps steps, JdbcClient jdbc, MeterRegistry registry) {
        this.queue = queues.queueOf(TabBatches.PROCESSING_GROUP);
        this.process = process;
        this.steps = steps;
        this.jdbc = jdbc;
        registry.gaugeCollectionSize("holdfast.parked.orders", Tags.of("process", TabBatches.PROCESSING_GROUP), tabs);
        remember();
    }

    /** What this node parked, and what others did, and no longer what they could handle at last. */
    void remember() {
        List<String> stored = jdbc.sql(
                        "select distinct sequence_identifier from dead_letter_entry where processing_group = ?")
                .param(TabBatches.PROCESSING_GROUP)
                .query(String.class)
                .list();
        tabs.retainAll(Set.copyOf(stored));
        tabs.addAll(stored);
    }

    boolean holds(String tab) {
        return tabs.contains(tab);
    }

    /** Parks events of a tab, in their order, as part of the running transaction. */
    void park(String tab, List<EventMessage<?>> events, @Nullable RuntimeException failure) {
        for (EventMessage<?> event : events) {
            LOG.error("Parked {} of tab {}", event.getPayloadType().getSimpleName(), tab, failure);
            tabs.add(tab);
            CurrentUnitOfWork.ifStarted(work -> work.afterCommit(_ -> tabs.add(tab)));
            queue.enqueue(tab, new GenericDeadLetter<EventMessage<?>>(tab, event, failure));
        }
    }

    /**
     * Tries the parked events of each tab again, first one first.
     *
     * @return how many tabs are still parked
     */
    int retry() {
        remember();
        for (String tab : List.copyOf(tabs)) {
            queue.process(letter -> tab.equals(tabOf(letter)), this::retry);
            if (!queue.contains(tab)) {
                tabs.remove(tab);
            }
        }
        return tabs.size();
    }

    private @Nullable String tabOf(DeadLetter<? extends EventMessage<?>> letter) {
        return process.tabOf(letter.message().getPayload());
    }

    private EnqueueDecision<EventMessage<?>> retry(DeadLetter<? extends EventMessage<?>> letter) {
        String tab = tabOf(letter);
        try {
            if (tab != null) {
                steps.run(tab, letter.message());
            }
            return Decisions.evict();
        } catch (RuntimeException failure) {
            return Decisions.requeue(failure);
        }
    }
}
