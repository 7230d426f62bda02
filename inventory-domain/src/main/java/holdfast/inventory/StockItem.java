package holdfast.inventory;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import holdfast.inventory.StockCommand.AdjustStock;
import holdfast.inventory.StockCommand.ChangeSafetyStock;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.CountStock;
import holdfast.inventory.StockCommand.ExtendHold;
import holdfast.inventory.StockCommand.IssueStock;
import holdfast.inventory.StockCommand.ReceiveStock;
import holdfast.inventory.StockCommand.ReleaseHold;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockCommand.ReturnStock;
import holdfast.inventory.StockCommand.TakeOverHold;
import holdfast.inventory.StockCommand.TransferStockIn;
import holdfast.inventory.StockCommand.TransferStockOut;
import holdfast.inventory.StockEvent.HoldExtended;
import holdfast.inventory.StockEvent.HoldTakenOver;
import holdfast.inventory.StockEvent.SafetyStockChanged;
import holdfast.inventory.StockEvent.StockAdjusted;
import holdfast.inventory.StockEvent.StockCounted;
import holdfast.inventory.StockEvent.StockIssued;
import holdfast.inventory.StockEvent.StockReceived;
import holdfast.inventory.StockEvent.StockReleased;
import holdfast.inventory.StockEvent.StockReserved;
import holdfast.inventory.StockEvent.StockReturned;
import holdfast.inventory.StockEvent.StockSold;
import holdfast.inventory.StockEvent.StockTransferredIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import java.math.BigDecimal;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** Decides what may happen to the stock of one SKU at one location; it never promises more than there is. */
@AggregateRoot(type = "StockItem")
public class StockItem {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private String id;

    private StockItemState state = StockItemState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    StockChange handle(ReceiveStock command, StockCatalog catalog) throws StockRefusal {
        catalog.definitionOf(command.item().sku()).requireScale(command.quantity(), "quantity");
        Versions.require(command.expectedVersion(), state.version());
        StockItemId item = command.item();
        return record(
                item,
                new StockReceived(
                        item.sku(),
                        item.location(),
                        Quantities.plain(command.quantity()),
                        command.reference(),
                        command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    StockChange handle(AdjustStock command, StockCatalog catalog) throws StockRefusal {
        catalog.definitionOf(command.item().sku()).requireScale(command.change(), "quantity");
        StockItemId item = command.item();
        FreeStock.require(state, item, command.change().negate(), BigDecimal.ZERO, command.at());
        Versions.require(command.expectedVersion(), state.version());
        BigDecimal change = Quantities.plain(command.change());
        return record(item, new StockAdjusted(item.sku(), item.location(), change, command.reason(), command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    StockChange handle(IssueStock command, StockCatalog catalog) throws StockRefusal {
        StockDefinitionState definition = catalog.definitionOf(command.item().sku());
        definition.requireScale(command.quantity(), "quantity");
        StockItemId item = command.item();
        FreeStock.require(state, item, command.quantity(), keptBack(definition), command.at());
        Versions.require(command.expectedVersion(), state.version());
        BigDecimal quantity = Quantities.plain(command.quantity());
        return record(item, new StockIssued(item.sku(), item.location(), quantity, command.reference(), command.at()));
    }

    @CommandHandler
    ReserveOutcome handle(ReserveStock command, StockCatalog catalog) throws StockRefusal {
        Hold hold = state.holds().of(command.holder());
        if (hold != null && hold.knows(command.ref())) {
            return new ReserveOutcome.Held();
        }
        if (!command.at().isBefore(command.expiresAt()) || state.holds().mayHaveForgotten(command.expiresAt())) {
            return new ReserveOutcome.TooLate();
        }
        StockItemId item = command.item();
        BigDecimal safetyStock = keptBack(catalog.definitionOf(item.sku()));
        try {
            FreeStock.require(state, item, command.quantity(), safetyStock, command.at());
        } catch (StockRefusal.InsufficientStock refusal) {
            return new ReserveOutcome.NotEnough(refusal.available());
        }
        BigDecimal quantity = Quantities.plain(command.quantity());
        apply(new StockReserved(
                item.sku(),
                item.location(),
                command.holder(),
                command.ref(),
                quantity,
                deadline(hold, command),
                command.at()));
        return new ReserveOutcome.Held();
    }

    /** A reservation that was asked for before the holder got more time does not take that time away. */
    private static Instant deadline(@Nullable Hold hold, ReserveStock command) {
        return hold != null && hold.expiresAt().isAfter(command.expiresAt()) ? hold.expiresAt() : command.expiresAt();
    }

    @CommandHandler
    void handle(ExtendHold command) {
        Hold hold = state.holds().of(command.holder());
        if (hold != null && hold.isOpen() && command.expiresAt().isAfter(hold.expiresAt())) {
            StockItemId item = command.item();
            apply(new HoldExtended(item.sku(), item.location(), hold.holder(), command.expiresAt(), command.at()));
        }
    }

    @CommandHandler
    void handle(TakeOverHold command) {
        Hold hold = state.holds().of(command.from());
        if (hold != null && hold.isOpen()) {
            StockItemId item = command.item();
            apply(new HoldTakenOver(
                    item.sku(),
                    item.location(),
                    hold.holder(),
                    command.holder(),
                    command.ref(),
                    Quantities.plain(hold.quantity()),
                    command.expiresAt(),
                    command.at()));
        }
    }

    @CommandHandler
    void handle(ReturnStock command) {
        if (!state.returns().knows(command.holder(), command.ref())) {
            StockItemId item = command.item();
            BigDecimal quantity = Quantities.plain(command.quantity());
            apply(new StockReturned(
                    item.sku(), item.location(), command.holder(), command.ref(), quantity, command.at()));
        }
    }

    @CommandHandler
    void handle(ReleaseStock command) {
        Hold hold = state.holds().of(command.holder());
        boolean pointless = command.undoes() != null && (hold == null || !hold.knows(command.undoes()));
        if (hold != null && hold.isOpen() && !hold.knows(command.ref()) && !pointless) {
            BigDecimal quantity = command.quantity().min(hold.quantity());
            release(command.item(), hold, quantity, command.ref(), command.at());
        }
    }

    @CommandHandler
    void handle(ReleaseHold command) {
        Hold hold = state.holds().of(command.holder());
        if (hold != null && hold.isOpen()) {
            release(command.item(), hold, hold.quantity(), null, command.at());
        }
    }

    @CommandHandler
    void handle(CommitHold command) {
        Hold hold = state.holds().of(command.holder());
        if (hold == null || !hold.isOpen()) {
            return;
        }
        if (command.quantity().signum() == 0) {
            release(command.item(), hold, hold.quantity(), null, command.at());
            return;
        }
        BigDecimal excess = hold.quantity().subtract(command.quantity());
        if (excess.signum() < 0) {
            throw new IllegalStateException("Of " + command.item() + " " + hold + " holds less than was sold");
        }
        if (excess.signum() > 0) {
            release(command.item(), hold, excess, "excess", command.at());
        }
        StockItemId item = command.item();
        apply(new StockSold(
                item.sku(), item.location(), hold.holder(), Quantities.plain(command.quantity()), command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    StockChange handle(CountStock command, StockCatalog catalog) throws StockRefusal {
        catalog.definitionOf(command.item().sku()).requireScale(command.counted(), "counted");
        StockItemId item = command.item();
        BigDecimal variance = command.counted().subtract(state.onHand());
        FreeStock.require(state, item, variance.negate(), BigDecimal.ZERO, command.at());
        Versions.require(command.expectedVersion(), state.version());
        return record(
                item,
                new StockCounted(
                        item.sku(),
                        item.location(),
                        Quantities.plain(command.counted()),
                        Quantities.plain(variance),
                        command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    StockChange handle(TransferStockOut command, StockCatalog catalog) throws StockRefusal {
        StockDefinitionState definition = catalog.definitionOf(command.item().sku());
        definition.requireScale(command.quantity(), "quantity");
        StockItemId item = command.item();
        FreeStock.require(state, item, command.quantity(), keptBack(definition), command.at());
        Versions.require(command.expectedVersion(), state.version());
        return record(
                item,
                new StockTransferredOut(
                        item.sku(),
                        item.location(),
                        command.transferId(),
                        command.to(),
                        Quantities.plain(command.quantity()),
                        state.transfers().lastSentTo(command.to()),
                        command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(TransferStockIn command) {
        long arrived = state.transfers().lastArrivedFrom(command.from());
        if (arrived >= command.outVersion()) {
            return;
        }
        if (arrived != command.previous()) {
            throw new IllegalStateException("Transfer " + command.transferId() + " overtook another one");
        }
        StockItemId item = command.item();
        apply(new StockTransferredIn(
                item.sku(),
                item.location(),
                command.transferId(),
                command.from(),
                command.quantity(),
                command.outVersion(),
                command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    StockChange handle(ChangeSafetyStock command, StockCatalog catalog) throws StockRefusal {
        catalog.definitionOf(command.item().sku()).requireScale(command.safetyStock(), "safetyStock");
        StockItemId item = command.item();
        BigDecimal safetyStock = Quantities.plain(command.safetyStock());
        if (state.safetyStock() != null && safetyStock.compareTo(state.safetyStock()) == 0) {
            StockLevel level = state.levelAt(command.at());
            return new StockChange(item, state.version(), level, level);
        }
        Versions.require(command.expectedVersion(), state.version());
        return record(item, new SafetyStockChanged(item.sku(), item.location(), safetyStock, command.at()));
    }

    private BigDecimal keptBack(StockDefinitionState definition) {
        return state.safetyStockOr(definition.safetyStock());
    }

    private static void release(StockItemId item, Hold hold, BigDecimal quantity, @Nullable String ref, Instant at) {
        apply(new StockReleased(item.sku(), item.location(), hold.holder(), ref, Quantities.plain(quantity), at));
    }

    private StockChange record(StockItemId item, StockEvent event) {
        StockLevel before = state.levelAt(event.at());
        apply(event);
        return new StockChange(item, state.version(), before, state.levelAt(event.at()));
    }

    @EventSourcingHandler
    void on(StockEvent event) {
        id = event.item().toString();
        state = state.evolve(event);
    }

    /** Goes on from a state that was kept, instead of the events up to it. */
    @EventSourcingHandler
    void on(StockItemState kept, @SourceId String stream) {
        id = stream;
        state = kept;
    }

    /** How much it keeps in memory: holds and the like. */
    public int parts() {
        return state.parts();
    }

    /** For Axon, which fills it from the events. */
    StockItem() {}
}
