package holdfast.order;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.CancelOrder;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.CompLine;
import holdfast.order.OrderCommand.CompleteOrder;
import holdfast.order.OrderCommand.ConfirmReservation;
import holdfast.order.OrderCommand.DraftOrder;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderCommand.ExtendReservation;
import holdfast.order.OrderCommand.PayOrder;
import holdfast.order.OrderCommand.PlaceDraft;
import holdfast.order.OrderCommand.PlaceOrder;
import holdfast.order.OrderCommand.RefundPayment;
import holdfast.order.OrderCommand.RejectReservation;
import holdfast.order.OrderCommand.RemoveLine;
import holdfast.order.OrderCommand.SendLines;
import holdfast.order.OrderCommand.VoidLine;
import holdfast.order.OrderCommand.VoidOrder;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * An order: each command is decided by the rules on the state so far, and its events are one append.
 *
 * <p>The rules are in {@link Drafting}, {@link LineChanges}, {@link Serving}, {@link Reserving}, {@link Settling} and
 * {@link Refunding}.
 */
@AggregateRoot(type = "Order")
public class Order {

    public static final int MAX_LINES = 200;

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String orderId;

    private OrderState state = OrderState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    OrderState handle(DraftOrder command) throws OrderRefusal {
        return append(Drafting.draft(state, command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    OrderState handle(PlaceOrder command) throws OrderRefusal {
        return append(Drafting.place(state, command));
    }

    @CommandHandler
    OrderState handle(PlaceDraft command) throws OrderRefusal {
        return append(Drafting.place(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(AddLines command) throws OrderRefusal {
        return append(LineChanges.add(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(ChangeLine command) throws OrderRefusal {
        return append(LineChanges.change(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(RemoveLine command) throws OrderRefusal {
        return append(LineChanges.remove(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(ConfirmReservation command) {
        return append(Reserving.confirm(state, command));
    }

    @CommandHandler
    OrderState handle(RejectReservation command) {
        return append(Reserving.reject(state, command));
    }

    @CommandHandler
    OrderState handle(ExpireOrder command) {
        return append(Reserving.expire(state, command));
    }

    @CommandHandler
    OrderState handle(PayOrder command) throws OrderRefusal {
        return append(Settling.pay(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(CancelOrder command) throws OrderRefusal {
        return append(Settling.cancel(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(CompleteOrder command) throws OrderRefusal {
        return append(Settling.complete(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(SendLines command) throws OrderRefusal {
        return append(Serving.send(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(CompLine command) throws OrderRefusal {
        return append(Serving.comp(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(VoidLine command) throws OrderRefusal {
        return append(Serving.voidLine(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(VoidOrder command) throws OrderRefusal {
        return append(Settling.voidAll(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(ExtendReservation command) throws OrderRefusal {
        return append(Reserving.extend(state, command), command.expectedVersion());
    }

    @CommandHandler
    OrderState handle(RefundPayment command) throws OrderRefusal {
        return append(Refunding.refund(state, command), command.expectedVersion());
    }

    private OrderState append(List<OrderEvent> events, @Nullable Long expectedVersion) throws OrderRefusal {
        if (!events.isEmpty()) {
            Versions.require(expectedVersion, state.version());
        }
        return append(events);
    }

    private OrderState append(List<OrderEvent> events) {
        events.forEach(event -> apply(event));
        return state;
    }

    @EventSourcingHandler
    void on(OrderEvent event) {
        orderId = event.orderId();
        state = state.evolve(event);
    }

    /** Goes on from a state that was kept, instead of the events up to it. */
    @EventSourcingHandler
    void on(OrderState kept) {
        orderId = kept.orderId();
        state = kept;
    }

    /** How much it keeps in memory: lines, changes and payments. */
    public int parts() {
        return state.parts();
    }

    /** For Axon, which fills it from the events. */
    Order() {}
}
