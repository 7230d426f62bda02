package holdfast.order.tab;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import holdfast.order.tab.TabCommand.CloseTabOrder;
import holdfast.order.tab.TabCommand.OpenTabOrder;
import holdfast.order.tab.TabEvent.TabOrderClosed;
import holdfast.order.tab.TabEvent.TabOrderOpened;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** A tab decides which order is its open one: never two at a time, whoever asks at once. */
@AggregateRoot(type = "Tab")
public class Tab {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String id;

    private TabState state = TabState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    TabState handle(OpenTabOrder command) {
        String open = state.orderId();
        if (open != null && command.currency().equals(state.currency())) {
            return state;
        }
        String tab = command.tab().tab();
        if (open != null) {
            apply(new TabOrderClosed(tab, open, command.at()));
        }
        apply(new TabOrderOpened(tab, command.orderId(), command.currency(), command.at()));
        return state;
    }

    @CommandHandler
    TabState handle(CloseTabOrder command) {
        if (command.orderId().equals(state.orderId())) {
            apply(new TabOrderClosed(command.tab().tab(), command.orderId(), command.at()));
        }
        return state;
    }

    @EventSourcingHandler
    void on(TabEvent event) {
        id = new TabId(event.tab()).toString();
        state = state.evolve(event);
    }

    /** Goes on from a state that was kept, instead of the events up to it. */
    @EventSourcingHandler
    void on(TabState kept) {
        id = new TabId(kept.tab()).toString();
        state = kept;
    }

    /** For Axon, which fills it from the events. */
    Tab() {}
}
