package holdfast.app.eventstore;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Axon's event store, which shows a transaction its {@link StagedEvents} and marks those that are settled in it. */
final class StagingEventStore extends EmbeddedEventStore {

    StagingEventStore(Builder builder) {
        super(builder);
        registerDispatchInterceptor(_ -> (_, event) -> marked(event));
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        super.publish(events);
        CurrentUnitOfWork.ifStarted(
                work -> work.onPrepareCommit(_ -> StagedEvents.of(work).add(events)));
    }

    private static EventMessage<?> marked(EventMessage<?> event) {
        boolean settled = CurrentUnitOfWork.isStarted()
                && StagedEvents.of(CurrentUnitOfWork.get()).isSettled(event);
        return settled ? SettledEvents.mark(event) : event;
    }

    @Override
    public DomainEventStream readEvents(String aggregateId) {
        boolean absent = CurrentUnitOfWork.isStarted()
                && StagedEvents.of(CurrentUnitOfWork.get()).isAbsent(aggregateId);
        return absent ? DomainEventStream.of(stagedDomainEventMessages(aggregateId)) : super.readEvents(aggregateId);
    }

    /** Axon would compare each staged event with each other, for each aggregate that is loaded. */
    @Override
    protected Stream<? extends DomainEventMessage<?>> stagedDomainEventMessages(String aggregateId) {
        return CurrentUnitOfWork.isStarted()
                ? StagedEvents.of(CurrentUnitOfWork.get()).ofAggregate(aggregateId)
                : Stream.empty();
    }
}
