package holdfast.app.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * The events that a transaction is about to append, for what has to follow from them in the same transaction; for its
 * thread only.
 *
 * <p>Events of a command that was rolled back on its own are not among them.
 */
public final class StagedEvents {

    private static final String RESOURCE = StagedEvents.class.getName();

    private final List<EventMessage<?>> events = new ArrayList<>();
    private final Map<String, List<DomainEventMessage<?>>> byAggregate = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<String> absent = new HashSet<>();

    private StagedEvents() {}

    /** Those of the transaction that a unit of work is part of. */
    public static StagedEvents of(UnitOfWork<?> work) {
        return work.root().getOrComputeResource(RESOURCE, _ -> new StagedEvents());
    }

    /** How many there are by now; what follows from one may add to them. */
    public int size() {
        return events.size();
    }

    public EventMessage<?> get(int index) {
        return events.get(index);
    }

    /** What had to follow from an event is part of the same transaction: nobody needs to do it later. */
    public void settle(EventMessage<?> event) {
        settled.add(event.getIdentifier());
    }

    /** No such streams were committed when this transaction began: a query saved for each that it begins. */
    public void knowAbsent(Set<String> aggregateIds) {
        absent.addAll(aggregateIds);
    }

    boolean isSettled(EventMessage<?> event) {
        return settled.contains(event.getIdentifier());
    }

    boolean isAbsent(String aggregateId) {
        return absent.contains(aggregateId);
    }

    Stream<DomainEventMessage<?>> ofAggregate(String aggregateId) {
        return byAggregate.getOrDefault(aggregateId, List.of()).stream();
    }

    void add(List<? extends EventMessage<?>> staged) {
        events.addAll(staged);
        for (EventMessage<?> event : staged) {
            if (event instanceof DomainEventMessage<?> domainEvent) {
                byAggregate
                        .computeIfAbsent(domainEvent.getAggregateIdentifier(), _ -> new ArrayList<>())
                        .add(domainEvent);
            }
        }
    }
}
