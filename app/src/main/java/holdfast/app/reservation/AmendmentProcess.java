package holdfast.app.reservation;

import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.Commands;
import holdfast.app.orders.OrderStreams;
import holdfast.order.ItemQuantity;
import holdfast.order.OrderCommand;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderState;
import holdfast.order.amendment.AmendmentCommand.ApplyAmendment;
import holdfast.order.amendment.AmendmentCommand.RefuseAmendment;
import holdfast.order.amendment.AmendmentEvent;
import holdfast.order.amendment.AmendmentEvent.AdditionRequested;
import holdfast.order.amendment.AmendmentEvent.IncreaseRequested;
import holdfast.order.amendment.AmendmentRefusal;
import holdfast.order.amendment.AmendmentRefusal.Reason;
import holdfast.order.amendment.AmendmentState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Changes a reserved order once the stock for the change is held: all of it, or the order stays as it was.
 *
 * <p>Everything here may happen again after a crash: what is decided stays decided, and stock is let go only after
 * that.
 */
@Component
class AmendmentProcess {

    private final StockDesk stock;
    private final Commands commands;
    private final OrderStreams streams;
    private final Clock clock;

    AmendmentProcess(StockDesk stock, Commands commands, OrderStreams streams, Clock clock) {
        this.stock = stock;
        this.commands = commands;
        this.streams = streams;
        this.clock = clock;
    }

    void on(AdditionRequested asked) {
        OrderCommand change = new AddLines(
                asked.orderId(), asked.amendmentId(), asked.lines(), true, asked.expectedVersion(), clock.instant());
        amend(asked, change, asked.needed(), asked.until());
    }

    void on(IncreaseRequested asked) {
        OrderCommand change = new ChangeLine(
                asked.orderId(),
                asked.amendmentId(),
                asked.lineId(),
                asked.quantity(),
                true,
                asked.expectedVersion(),
                clock.instant());
        amend(asked, change, asked.needed(), asked.until());
    }

    private void amend(AmendmentEvent asked, OrderCommand change, List<ItemQuantity> needed, Instant until) {
        AmendmentState amendment = streams.amendment(asked.amendmentId());
        if (!amendment.isDecided()) {
            amendment = decide(asked, change, needed, until);
        }
        if (amendment.refusal() != null) {
            stock.undo(asked.orderId(), asked.amendmentId(), needed);
        }
    }

    private AmendmentState decide(AmendmentEvent asked, OrderCommand change, List<ItemQuantity> needed, Instant until) {
        return switch (stock.reserve(asked.orderId(), asked.amendmentId(), needed, until)) {
            case Reservation.Held _ -> apply(asked, change, needed, until);
            case Reservation.Missing missing -> refuse(asked, AmendmentRefusal.insufficientStock(missing.shortages()));
            case Reservation.TooLate _ -> refuse(asked, AmendmentRefusal.because(Reason.RESERVATION_EXPIRED, null));
        };
    }

    private AmendmentState apply(AmendmentEvent asked, OrderCommand change, List<ItemQuantity> needed, Instant until) {
        try {
            OrderState order = commands.send(change);
            follow(order, needed, until);
            return commands.send(new ApplyAmendment(asked.amendmentId(), order.version(), clock.instant()));
        } catch (CommandRefused refused) {
            return refuse(asked, AmendmentRefusals.of(refused));
        }
    }

    /** An order that got more time meanwhile keeps the new stock as long as the rest. */
    private void follow(OrderState order, List<ItemQuantity> needed, Instant until) {
        Instant due = order.times().paymentDueAt();
        if (due != null && due.isAfter(until)) {
            stock.extend(order.orderId(), needed, due);
        }
    }

    private AmendmentState refuse(AmendmentEvent asked, AmendmentRefusal refusal) {
        return commands.send(new RefuseAmendment(asked.amendmentId(), refusal, clock.instant()));
    }
}
