package holdfast.inventory;

import java.util.List;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;

/** The real aggregate on an event store in memory: each command meets an item that was sourced from its events. */
final class StockItemOnStore {

    private final EmbeddedEventStore events = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final SimpleCommandBus commands = SimpleCommandBus.builder().build();

    StockItemOnStore(StockCatalog catalog) {
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(StockItem.class),
                new SimpleResourceParameterResolverFactory(List.of(catalog)));
        EventSourcingRepository<StockItem> items = EventSourcingRepository.builder(StockItem.class)
                .eventStore(events)
                .parameterResolverFactory(parameters)
                .build();
        AggregateAnnotationCommandHandler.<StockItem>builder()
                .aggregateType(StockItem.class)
                .repository(items)
                .parameterResolverFactory(parameters)
                .build()
                .subscribe(commands);
    }

    CommandResultMessage<?> send(StockCommand command) {
        FutureCallback<Object, Object> answer = new FutureCallback<>();
        commands.dispatch(GenericCommandMessage.asCommandMessage(command), answer);
        return answer.getResult();
    }

    List<StockEvent> eventsOf(StockItemId item) {
        return events.readEvents(item.toString())
                .asStream()
                .map(DomainEventMessage::getPayload)
                .map(StockEvent.class::cast)
                .toList();
    }
}
