package holdfast.inventory.cart;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import holdfast.inventory.cart.CartCommand.CommitCart;
import holdfast.inventory.cart.CartCommand.ConfirmCart;
import holdfast.inventory.cart.CartCommand.ExpireCart;
import holdfast.inventory.cart.CartCommand.ExtendCart;
import holdfast.inventory.cart.CartCommand.RejectCart;
import holdfast.inventory.cart.CartCommand.ReleaseCart;
import holdfast.inventory.cart.CartCommand.RequestCart;
import holdfast.inventory.cart.CartCommand.TakeOverCart;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** The reservation of a cart: it decides, by one append, whether its holds are sold, given back, lapsed or an order's. */
@AggregateRoot(type = "Cart")
public class Cart {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String id;

    private CartState state = CartState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CartState handle(RequestCart command) throws CartRefusal {
        return append(CartRules.request(state, command));
    }

    @CommandHandler
    CartState handle(ConfirmCart command) {
        return append(CartRules.confirm(state, command));
    }

    @CommandHandler
    CartState handle(RejectCart command) {
        return append(CartRules.reject(state, command));
    }

    @CommandHandler
    CartState handle(ExpireCart command) {
        return append(CartRules.expire(state, command));
    }

    @CommandHandler
    CartState handle(ExtendCart command) throws CartRefusal {
        return append(CartRules.extend(state, command), command.expectedVersion());
    }

    @CommandHandler
    CartState handle(CommitCart command) throws CartRefusal {
        return append(CartRules.commit(state, command), command.expectedVersion());
    }

    @CommandHandler
    CartState handle(ReleaseCart command) throws CartRefusal {
        return append(CartRules.release(state, command), command.expectedVersion());
    }

    @CommandHandler
    CartState handle(TakeOverCart command) {
        return append(CartRules.takeOver(state, command));
    }

    private CartState append(List<CartEvent> events, @Nullable Long expectedVersion) throws CartRefusal {
        if (!events.isEmpty()) {
            CartRules.requireVersion(expectedVersion, state);
        }
        return append(events);
    }

    private CartState append(List<CartEvent> events) {
        events.forEach(event -> apply(event));
        return state;
    }

    @EventSourcingHandler
    void on(CartEvent event) {
        id = event.cart().toString();
        state = state.evolve(event);
    }

    /** For Axon, which fills it from the events. */
    Cart() {}
}
