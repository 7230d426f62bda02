package holdfast.order;

import java.util.List;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;

/** A real aggregate with a history, on an event store in memory. */
public final class AggregateOnStore {

    private final EmbeddedEventStore events = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final SimpleCommandBus commands = SimpleCommandBus.builder().build();
    private final String id;
    private final int before;

    public <T> AggregateOnStore(Class<T> type, String id, List<?> history) {
        EventSourcingRepository<T> repository =
                EventSourcingRepository.builder(type).eventStore(events).build();
        AggregateAnnotationCommandHandler.<T>builder()
                .aggregateType(type)
                .repository(repository)
                .build()
                .subscribe(commands);
        for (int version = 0; version < history.size(); version++) {
            events.publish(new GenericDomainEventMessage<>(type.getSimpleName(), id, version, history.get(version)));
        }
        this.id = id;
        this.before = history.size();
    }

    public CommandResultMessage<?> send(Object command) {
        FutureCallback<Object, Object> answer = new FutureCallback<>();
        commands.dispatch(GenericCommandMessage.asCommandMessage(command), answer);
        return answer.getResult();
    }

    /** The events since its history. */
    public List<?> newEvents() {
        return events.readEvents(id)
                .asStream()
                .skip(before)
                .map(DomainEventMessage::getPayload)
                .toList();
    }
}
