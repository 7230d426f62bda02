package holdfast.inventory;

import static java.util.Objects.requireNonNullElse;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import holdfast.inventory.StockDefinitionCommand.DefineStock;
import holdfast.inventory.StockDefinitionEvent.StockDefined;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

/** Decides how a SKU may be described: its name, unit, scale, product and safety stock. */
@AggregateRoot(type = "StockDefinition")
public class StockDefinition {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String id;

    private StockDefinitionState state = StockDefinitionState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    StockDefinitionState handle(DefineStock command) throws StockRefusal {
        StockDefined wanted = merge(command);
        if (wanted.scale() < state.scale()) {
            throw new StockRefusal.ScaleLowered(command.id().sku(), state.scale());
        }
        StockDefinitionState after = state.evolve(wanted);
        after.requireScale(wanted.safetyStock(), "safetyStock");
        if (!after.equals(withVersion(state.version() + 1))) {
            Versions.require(command.expectedVersion(), state.version());
            apply(wanted);
        }
        return state;
    }

    private StockDefined merge(DefineStock command) {
        boolean first = state.version() == 0;
        return new StockDefined(
                command.id().sku(),
                requireNonNullElse(command.name(), first ? command.id().sku() : state.name()),
                requireNonNullElse(command.unit(), first ? "piece" : state.unit()),
                requireNonNullElse(command.scale(), state.scale()),
                command.productId() == null ? state.productId() : command.productId(),
                Quantities.plain(requireNonNullElse(command.safetyStock(), state.safetyStock())),
                command.at());
    }

    private StockDefinitionState withVersion(long version) {
        return new StockDefinitionState(
                state.sku(),
                state.name(),
                state.unit(),
                state.scale(),
                state.productId(),
                state.safetyStock(),
                version);
    }

    @EventSourcingHandler
    void on(StockDefinitionEvent event) {
        id = new SkuId(event.sku()).toString();
        state = state.evolve(event);
    }

    /** For Axon, which fills it from the events. */
    StockDefinition() {}
}
