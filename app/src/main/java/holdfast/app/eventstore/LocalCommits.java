package holdfast.app.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Tells parts of this node what it committed itself, right after the commit and before anybody is answered, and what
 * others did, as soon as it knows.
 */
@Component
public class LocalCommits {

    private final List<Consumer<DomainEventMessage<?>>> states = new CopyOnWriteArrayList<>();
    private final List<Consumer<DomainEventMessage<?>>> watchers = new CopyOnWriteArrayList<>();

    public LocalCommits(EventStore store) {
        store.subscribe(this::onAppend);
    }

    /** For what remembers states: it hears of a commit before anybody who may ask for them. */
    public void remember(Consumer<DomainEventMessage<?>> state) {
        states.add(state);
    }

    /** For what waits for events. */
    public void watch(Consumer<DomainEventMessage<?>> watcher) {
        watchers.add(watcher);
    }

    private void onAppend(List<? extends EventMessage<?>> events) {
        List<DomainEventMessage<?>> appended = events.stream()
                .filter(DomainEventMessage.class::isInstance)
                .<DomainEventMessage<?>>map(DomainEventMessage.class::cast)
                .toList();
        CurrentUnitOfWork.ifStarted(work -> work.root().afterCommit(_ -> tell(appended)));
    }

    void tell(List<? extends DomainEventMessage<?>> committed) {
        committed.forEach(event -> states.forEach(state -> state.accept(event)));
        committed.forEach(event -> watchers.forEach(watcher -> watcher.accept(event)));
    }
}
