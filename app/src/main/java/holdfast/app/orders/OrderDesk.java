package holdfast.app.orders;

import com.github.f4b6a3.uuid.UuidCreator;
import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.Commands;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Call;
import holdfast.app.idempotency.CallersCommands;
import holdfast.order.OrderCommand;
import holdfast.order.OrderCommand.AddLines;
import holdfast.order.OrderCommand.ChangeLine;
import holdfast.order.OrderCommand.ExpireOrder;
import holdfast.order.OrderRefusal;
import holdfast.order.OrderRefusal.StockNeeded;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import holdfast.order.amendment.AmendmentCommand;
import holdfast.order.amendment.AmendmentCommand.RequestAddition;
import holdfast.order.amendment.AmendmentCommand.RequestIncrease;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** Sends the commands of orders for callers. */
@Component
class OrderDesk {

    private final CallersCommands callers;
    private final Commands commands;
    private final OrderStreams streams;
    private final Clock clock;

    OrderDesk(CallersCommands callers, Commands commands, OrderStreams streams, Clock clock) {
        this.callers = callers;
        this.commands = commands;
        this.streams = streams;
        this.clock = clock;
    }

    /** Sends a command whose result completes the answer. */
    Answer send(Call call, OrderCommand command, Answer pending) {
        try {
            return callers.send(call, command, pending);
        } catch (CommandRefused refused) {
            if (refused.refusal() instanceof OrderRefusal.ReservationExpired) {
                expire(command.orderId());
            }
            throw refused;
        }
    }

    /** Adds lines; on a reserved order that is an amendment, which holds their stock first. */
    Answer add(Call call, AddLines command, int status) {
        return sendOrAmend(
                call,
                command,
                status,
                (amendmentId, needed) -> new RequestAddition(
                        amendmentId,
                        command.orderId(),
                        command.lines(),
                        needed.items(),
                        needed.until(),
                        command.expectedVersion(),
                        command.at()));
    }

    /** Gives a line another quantity; more on a reserved order is an amendment, which holds the stock first. */
    Answer change(Call call, ChangeLine command, int status) {
        return sendOrAmend(
                call,
                command,
                status,
                (amendmentId, needed) -> new RequestIncrease(
                        amendmentId,
                        command.orderId(),
                        command.lineId(),
                        command.quantity(),
                        needed.items(),
                        needed.until(),
                        command.expectedVersion(),
                        command.at()));
    }

    private Answer sendOrAmend(
            Call call, OrderCommand command, int status, BiFunction<String, StockNeeded, AmendmentCommand> amendment) {
        try {
            return send(call, command, Answer.OfOrder.pending(status, command.orderId()));
        } catch (CommandRefused refused) {
            if (!(refused.refusal() instanceof StockNeeded needed)) {
                throw refused;
            }
            String amendmentId =
                    "amendment:" + UuidCreator.getTimeOrderedEpoch().toString();
            return callers.send(
                    call, amendment.apply(amendmentId, needed), new Answer.OfAmendment(status, amendmentId));
        }
    }

    /** The order as it is now; one past its deadline is asked to expire first. */
    OrderState current(String orderId) {
        OrderState order = streams.order(orderId);
        boolean overdue =
                order.status() != OrderStatus.EXPIRED && order.statusAt(clock.instant()) == OrderStatus.EXPIRED;
        return overdue ? expire(orderId) : order;
    }

    private OrderState expire(String orderId) {
        Instant now = clock.instant();
        return commands.send(new ExpireOrder(orderId, now));
    }
}
