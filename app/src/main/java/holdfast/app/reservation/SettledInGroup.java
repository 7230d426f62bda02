package holdfast.app.reservation;

import holdfast.app.commandbus.GroupSequel;
import holdfast.app.commandbus.GroupSequels;
import holdfast.app.eventstore.StagedEvents;
import holdfast.app.process.Steps;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes the steps of the reservation process within the transaction of the events that ask for them, wherever all that
 * they need is on the same lane: so an order and its stock are committed together, by one flush to disk.
 *
 * <p>It is the faster way only. What it leaves, the process does when it comes to the event, as after a crash; what it
 * did in part is done again without a second effect.
 */
@Component
class SettledInGroup implements GroupSequel {

    private static final Logger LOG = LoggerFactory.getLogger(SettledInGroup.class);

    private final HolderSteps holders;
    private final Steps steps;
    private final EarlierEvents earlier;
    private final PaymentDeadlines deadlines;
    private final Counter settled;
    private final Counter left;

    SettledInGroup(
            GroupSequels sequels,
            HolderSteps holders,
            Steps steps,
            EarlierEvents earlier,
            PaymentDeadlines deadlines,
            MeterRegistry registry) {
        this.holders = holders;
        this.steps = steps;
        this.earlier = earlier;
        this.deadlines = deadlines;
        this.settled = Counter.builder("holdfast.reservation.settled")
                .description("Events whose step was taken in their own transaction")
                .register(registry);
        this.left = Counter.builder("holdfast.reservation.left")
                .description("Events whose step was left to the process behind the commit")
                .register(registry);
        sequels.add(this);
    }

    @Override
    public void follow(UnitOfWork<?> group) {
        StagedEvents staged = StagedEvents.of(group);
        List<DeadlineChange> changes = new ArrayList<>();
        earlier.look();
        // A step may add events that ask for further ones.
        for (int i = 0; i < staged.size(); i++) {
            EventMessage<?> event = staged.get(i);
            String holder = HolderSteps.holderOf(event);
            if (holder == null) {
                continue;
            }
            if (!earlier.wait(holder) && settle(event, changes)) {
                staged.settle(event);
                settled.increment();
            } else {
                leave(holder, event, group);
            }
        }
        if (!changes.isEmpty()) {
            group.onPrepareCommit(_ -> deadlines.apply(changes));
        }
    }

    @Override
    public void leave(UnitOfWork<?> group) {
        StagedEvents staged = StagedEvents.of(group);
        for (int i = 0; i < staged.size(); i++) {
            String holder = HolderSteps.holderOf(staged.get(i));
            if (holder != null) {
                leave(holder, staged.get(i), group);
            }
        }
    }

    private void leave(String holder, EventMessage<?> event, UnitOfWork<?> group) {
        left.increment();
        group.onCommit(work -> {
            if (!earlier.leave(holder, event.getIdentifier())) {
                work.afterCommit(_ -> earlier.startOver());
            }
        });
    }

    private boolean settle(EventMessage<?> event, List<DeadlineChange> changes) {
        try {
            changes.add(steps.once(event, () -> holders.on(event)));
            return true;
        } catch (RuntimeException failure) {
            LOG.debug("{} is left to the process", event.getPayloadType().getSimpleName(), failure);
            return false;
        }
    }
}
