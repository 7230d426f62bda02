package holdfast.order.amendment;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import holdfast.order.amendment.AmendmentCommand.ApplyAmendment;
import holdfast.order.amendment.AmendmentCommand.RefuseAmendment;
import holdfast.order.amendment.AmendmentCommand.RequestAddition;
import holdfast.order.amendment.AmendmentCommand.RequestIncrease;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.AmendmentApplied;
import holdfast.order.amendment.AmendmentEvent.AmendmentRefused;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** A change that a reserved order gets only once its stock is held; it is decided once and stays so. */
@AggregateRoot(type = "Amendment")
public class Amendment {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String amendmentId;

    private AmendmentState state = AmendmentState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    AmendmentState handle(RequestAddition command) {
        apply(new AdditionRequested(
                command.amendmentId(),
                command.orderId(),
                command.lines(),
                command.needed(),
                command.until(),
                command.expectedVersion(),
                command.at()));
        return state;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    AmendmentState handle(RequestIncrease command) {
        apply(new IncreaseRequested(
                command.amendmentId(),
                command.orderId(),
                command.lineId(),
                command.quantity(),
                command.needed(),
                command.until(),
                command.expectedVersion(),
                command.at()));
        return state;
    }

    @CommandHandler
    AmendmentState handle(ApplyAmendment command) {
        if (!state.isDecided()) {
            apply(new AmendmentApplied(state.amendmentId(), state.orderId(), command.orderVersion(), command.at()));
        }
        return state;
    }

    @CommandHandler
    AmendmentState handle(RefuseAmendment command) {
        if (!state.isDecided()) {
            apply(new AmendmentRefused(state.amendmentId(), state.orderId(), command.refusal(), command.at()));
        }
        return state;
    }

    @EventSourcingHandler
    void on(AmendmentEvent event) {
        amendmentId = event.amendmentId();
        state = state.evolve(event);
    }

    /** For Axon, which fills it from the events. */
    Amendment() {}
}
