package holdfast.inventory.cart;

import java.util.List;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;

/** The real aggregate on an event store in memory: each command meets a cart that was sourced from its events. */
final class CartOnStore {

    private final EmbeddedEventStore events = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final SimpleCommandBus commands = SimpleCommandBus.builder().build();

    CartOnStore() {
        EventSourcingRepository<Cart> carts =
                EventSourcingRepository.builder(Cart.class).eventStore(events).build();
        AggregateAnnotationCommandHandler.<Cart>builder()
                .aggregateType(Cart.class)
                .repository(carts)
                .build()
                .subscribe(commands);
    }

    CommandResultMessage<?> send(CartCommand command) {
        FutureCallback<Object, Object> answer = new FutureCallback<>();
        commands.dispatch(GenericCommandMessage.asCommandMessage(command), answer);
        return answer.getResult();
    }

    List<CartEvent> events(CartId cart) {
        return events.readEvents(cart.toString())
                .asStream()
                .map(DomainEventMessage::getPayload)
                .map(CartEvent.class::cast)
                .toList();
    }
}
