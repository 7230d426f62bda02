package holdfast.app.axonserver;

import holdfast.app.idempotency.AnswerLog;
import holdfast.app.idempotency.KeptAnswer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;

/**
 * Appends to the log what a transaction appends to the tables, at the last moment before its commit, together with the
 * answers that were given: if the log refuses it, the transaction is rolled back.
 */
final class LogAppender implements AnswerLog {

    private static final String GROUP = LogAppender.class.getName();

    private record Group(List<LoggedEvent> events, List<KeptAnswer> answers) {}

    private final EventLog log;
    private final LogPosition position;
    private final Serializer serializer;
    private final Clock clock;

    LogAppender(EventLog log, LogPosition position, EventStore store, Serializer serializer, Clock clock) {
        this.log = log;
        this.position = position;
        this.serializer = serializer;
        this.clock = clock;
        store.subscribe(this::appending);
    }

    private void appending(List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.ifStarted(work -> {
            List<LoggedEvent> appended = groupOf(work.root()).events();
            events.forEach(event -> appended.add(LoggedEvent.of(EventUtils.asDomainEventMessage(event), serializer)));
        });
    }

    @Override
    public void keep(List<KeptAnswer> answers, UnitOfWork<?> work) {
        groupOf(work.root()).answers().addAll(answers);
    }

    /** What is registered last is called first: so this comes before the commit of the transaction. */
    private Group groupOf(UnitOfWork<?> root) {
        return root.getOrComputeResource(GROUP, _ -> {
            Group group = new Group(new ArrayList<>(), new ArrayList<>());
            root.onCommit(_ -> append(group));
            return group;
        });
    }

    private void append(Group group) {
        if (group.events().isEmpty()) {
            return; // refusals only: they change nothing that another node would have to know of
        }
        long turn = position.append(group.events().size() + 1);
        List<LoggedEvent> all = new ArrayList<>(group.events());
        all.add(new TurnMark(turn, group.answers()).event(clock.instant()));
        log.append(all);
    }
}
