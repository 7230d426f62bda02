package holdfast.app.reservation;

import holdfast.app.commandbus.Commands;
import holdfast.inventory.StockCommand.TransferStockIn;
import holdfast.inventory.StockEvent.StockTransferredOut;
import holdfast.inventory.StockItemId;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Lets goods that left one location arrive at the other: once, and in the order in which they left, however often an
 * event comes here.
 *
 * <p>What cannot arrive is parked with all that leaves the same item behind it, and tried again.
 */
@Component
class TransferProcess {

    private final Commands commands;
    private final Clock clock;

    TransferProcess(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    void on(StockTransferredOut left, long sequence) {
        Instant now = clock.instant();
        commands.send(new TransferStockIn(
                new StockItemId(left.sku(), left.to()),
                left.transferId(),
                left.location(),
                left.quantity(),
                sequence + 1,
                left.previous(),
                // On another node's clock it may not have left yet: whoever looks back must not see it at both
                // ends.
                now.isBefore(left.at()) ? left.at() : now));
    }
}
