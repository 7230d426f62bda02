package holdfast.app.reservation;

import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.Commands;
import holdfast.inventory.ReserveOutcome;
import holdfast.inventory.StockCommand;
import holdfast.inventory.StockCommand.CommitHold;
import holdfast.inventory.StockCommand.ExtendHold;
import holdfast.inventory.StockCommand.ReleaseHold;
import holdfast.inventory.StockCommand.ReleaseStock;
import holdfast.inventory.StockCommand.ReserveStock;
import holdfast.inventory.StockCommand.ReturnStock;
import holdfast.inventory.StockCommand.TakeOverHold;
import holdfast.inventory.StockItemId;
import holdfast.inventory.StockRefusal.LapsedHoldsInTheWay;
import holdfast.order.ItemQuantity;
import holdfast.order.Shortage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends commands to stock items; whatever a lapsed hold still keeps is had by whoever needs it.
 *
 * <p>The holder is asked to expire first: if it was paid in time, its hold becomes a sale and is not free.
 */
@Component
public class StockDesk {

    private static final int ROUNDS = 10;
    private static final String TAKEN_OVER = "placed";

    private final Commands commands;
    private final Holders holders;
    private final Availability availability;
    private final Clock clock;

    public StockDesk(Commands commands, Availability availability, Clock clock) {
        this.commands = commands;
        this.holders = new Holders(commands);
        this.availability = availability;
        this.clock = clock;
    }

    /**
     * Sends a command to a stock item and settles the lapsed holds that are in its way.
     *
     * @param sending sends it, and answers what this shall answer
     * @throws CommandRefused when the rules refuse it even so
     */
    public <T extends @Nullable Object> T send(StockCommand command, Function<StockCommand, T> sending) {
        for (int round = 1; ; round++) {
            try {
                return sending.apply(command);
            } catch (CommandRefused refused) {
                if (!(refused.refusal() instanceof LapsedHoldsInTheWay lapsed) || round == ROUNDS) {
                    throw refused;
                }
                lapsed.holders().forEach(holder -> settle(lapsed.item(), holder));
            }
        }
    }

    private @Nullable Object tell(StockCommand command) {
        return commands.send(command);
    }

    /** Where nothing ever arrived nothing is held. */
    private void letGo(StockCommand release) {
        try {
            tell(release);
        } catch (AggregateNotFoundException e) {
            // an order may well ask for an item that was never in stock
        }
    }

    private void settle(StockItemId item, String holder) {
        Instant now = clock.instant();
        switch (holders.ask(holder, now)) {
            case Holders.Fate.Sold sold -> tell(new CommitHold(item, holder, quantityOf(item, sold.items()), now));
            case Holders.Fate.Open open -> tell(new ExtendHold(item, holder, open.until(), now));
            case Holders.Fate.TakenOver taken ->
                tell(new TakeOverHold(item, holder, taken.by(), TAKEN_OVER, taken.until(), now));
            case Holders.Fate.Ended _ -> tell(new ReleaseHold(item, holder, now));
        }
    }

    private static BigDecimal quantityOf(StockItemId item, List<ItemQuantity> items) {
        return items.stream()
                .filter(sold -> idOf(sold).equals(item))
                .map(ItemQuantity::quantity)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /**
     * Holds all of the items for a holder.
     *
     * <p>It asks in the order given, which is SKU order for everybody, and after the first refusal it only looks at
     * what else is available: of two orders that cross on two last pieces one gets both. What was held stays so until
     * the holder has decided: a repeated attempt must find it.
     *
     * @param ref names the attempt within the holder: repeated, it takes no second effect
     */
    Reservation reserve(String holder, String ref, List<ItemQuantity> items, Instant until) {
        for (int i = 0; i < items.size(); i++) {
            switch (reserve(holder, ref, items.get(i), until)) {
                case ReserveOutcome.Held _ -> {}
                case ReserveOutcome.TooLate _ -> {
                    return new Reservation.TooLate();
                }
                case ReserveOutcome.NotEnough missing -> {
                    return missing(items.get(i), missing.available(), items.subList(i + 1, items.size()));
                }
            }
        }
        return new Reservation.Held();
    }

    private Reservation missing(ItemQuantity first, BigDecimal available, List<ItemQuantity> others) {
        List<Shortage> shortages = new ArrayList<>(List.of(shortage(first, available)));
        Instant now = clock.instant();
        for (ItemQuantity item : others) {
            BigDecimal left = availability.availableAt(idOf(item), now);
            if (left.compareTo(item.quantity()) < 0) {
                shortages.add(shortage(item, left));
            }
        }
        return new Reservation.Missing(List.copyOf(shortages));
    }

    private ReserveOutcome reserve(String holder, String ref, ItemQuantity item, Instant until) {
        try {
            Object outcome = send(
                    new ReserveStock(idOf(item), holder, ref, item.quantity(), until, clock.instant()), this::tell);
            return (ReserveOutcome) Objects.requireNonNull(outcome);
        } catch (AggregateNotFoundException e) {
            return new ReserveOutcome.NotEnough(BigDecimal.ZERO);
        }
    }

    private static Shortage shortage(ItemQuantity item, BigDecimal available) {
        return new Shortage(item.sku(), item.location(), item.quantity(), available);
    }

    /** Takes back what an attempt held, if it did; repeated, it takes no second effect. */
    void undo(String holder, String ref, List<ItemQuantity> items) {
        items.forEach(item ->
                letGo(new ReleaseStock(idOf(item), holder, "undo:" + ref, ref, item.quantity(), clock.instant())));
    }

    /** Gives back a part of what is held for a holder; the same {@code ref} never takes effect twice. */
    void release(String holder, String ref, ItemQuantity item) {
        letGo(new ReleaseStock(idOf(item), holder, ref, null, item.quantity(), clock.instant()));
    }

    /** Keeps what is held for a holder until a later time. */
    void extend(String holder, List<ItemQuantity> items, Instant until) {
        items.forEach(item -> tell(new ExtendHold(idOf(item), holder, until, clock.instant())));
    }

    /** Lets a holder have what another one holds; repeated, it takes no second effect. */
    void takeOver(String from, String holder, List<ItemQuantity> items, Instant until) {
        items.forEach(item -> tell(new TakeOverHold(idOf(item), from, holder, TAKEN_OVER, until, clock.instant())));
    }

    /** Puts goods that were sold to a holder back on the shelf; the same {@code ref} never takes effect twice. */
    void putBack(String holder, String ref, List<ItemQuantity> items) {
        items.forEach(item -> tell(new ReturnStock(idOf(item), holder, ref, item.quantity(), clock.instant())));
    }

    /** Ends the holds of a holder: the stock is available again. */
    void releaseAll(String holder, List<ItemQuantity> items) {
        items.forEach(item -> letGo(new ReleaseHold(idOf(item), holder, clock.instant())));
    }

    /** Ends the holds of a holder by their sale. */
    void sell(String holder, List<ItemQuantity> items) {
        items.forEach(item -> tell(new CommitHold(idOf(item), holder, item.quantity(), clock.instant())));
    }

    private static StockItemId idOf(ItemQuantity item) {
        return new StockItemId(item.sku(), item.location());
    }
}
