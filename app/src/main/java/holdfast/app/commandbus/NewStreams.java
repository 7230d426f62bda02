package holdfast.app.commandbus;

import holdfast.app.eventstore.CommittedEvents;
import holdfast.app.eventstore.StagedEvents;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Finds out by one query which commands of a group are for streams that do not exist yet, such as those of new orders.
 *
 * <p>When another writer begins one of them meanwhile, the append of the group fails and each command is handled again.
 */
@Component
class NewStreams {

    private final AggregateCaches caches;
    private final CommittedEvents events;

    NewStreams(AggregateCaches caches, CommittedEvents events) {
        this.caches = caches;
        this.events = events;
    }

    void lookUp(List<WaitingCommand<?, ?>> group, UnitOfWork<?> work) {
        Set<String> unknown = new HashSet<>();
        for (WaitingCommand<?, ?> command : group) {
            String id = command.aggregateId();
            if (id != null && !caches.contain(id)) {
                unknown.add(id);
            }
        }
        if (!unknown.isEmpty()) {
            unknown.removeAll(events.existing(unknown));
            StagedEvents.of(work).knowAbsent(unknown);
        }
    }
}
