package holdfast.order.tab;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import holdfast.order.tab.AssignmentCommand.DirectItems;
import holdfast.order.tab.AssignmentCommand.RecordArrival;
import holdfast.order.tab.AssignmentEvent.ItemsArrived;
import holdfast.order.tab.AssignmentEvent.ItemsDirected;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** The items of a session on their way to an order of a tab: at any time one order may take them, and one does. */
@AggregateRoot(type = "Assignment")
public class Assignment {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String assignmentId;

    private AssignmentState state = AssignmentState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    AssignmentState handle(DirectItems command) {
        if (!state.hasArrived() && Objects.equals(state.orderId(), command.insteadOf())) {
            apply(new ItemsDirected(command.assignmentId(), command.tab(), command.orderId(), command.at()));
        }
        return state;
    }

    @CommandHandler
    AssignmentState handle(RecordArrival command) {
        if (!state.hasArrived() && command.orderId().equals(state.orderId())) {
            apply(new ItemsArrived(command.assignmentId(), command.orderId(), command.orderVersion(), command.at()));
        }
        return state;
    }

    @EventSourcingHandler
    void on(AssignmentEvent event) {
        assignmentId = event.assignmentId();
        state = state.evolve(event);
    }

    /** For Axon, which fills it from the events. */
    Assignment() {}
}
