package holdfast.app.axonserver.routing;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemException;
import holdfast.app.api.problem.RefusalProblems;
import holdfast.app.commandbus.CommandRefused;
import holdfast.app.commandbus.OutcomeUnknown;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.Refusals.MissedEvent;
import holdfast.inventory.StockRefusal;
import holdfast.inventory.cart.CartRefusal;
import holdfast.order.OrderRefusal;
import holdfast.order.session.SessionRefusal;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Translates between how a command ended on one node and what that means on the one that a caller asked. */
final class RoutedReplies {

    /** Tells which events of a stream a caller missed. */
    interface Missed {
        List<MissedEvent> between(String stream, long expected, long current);
    }

    private final Missed missed;

    RoutedReplies(Missed missed) {
        this.missed = missed;
    }

    /** Of a command that did not take effect, or of which that is not known. */
    static RoutedReply of(Throwable failure) {
        return switch (failure) {
            case OrderRefusal refusal -> ofOrder(refusal);
            case StockRefusal refusal -> ofStock(refusal);
            case SessionRefusal.StaleVersion e -> stale(e, e.expected(), e.current());
            case CartRefusal refusal -> ofCart(refusal);
            case SessionRefusal refusal -> refused(refusal);
            case AggregateNotFoundException e -> new RoutedReply.NotFound(String.valueOf(e.getAggregateIdentifier()));
            case ConcurrencyException _ -> new RoutedReply.Conflict();
            case DuplicateKeyException _ -> new RoutedReply.Answered();
            case OutcomeUnknown e -> new RoutedReply.Unknown(String.valueOf(e.getMessage()));
            // Too much to do, no store, a defect: whatever is not unknown was rolled back.
            default -> new RoutedReply.NotHandled(failure.toString());
        };
    }

    private static RoutedReply ofOrder(OrderRefusal refusal) {
        return switch (refusal) {
            case OrderRefusal.StaleVersion e -> stale(e, e.expected(), e.current());
            case OrderRefusal.StockNeeded e -> new RoutedReply.StockNeeded(e.items(), e.until());
            case OrderRefusal.ReservationExpired _ -> new RoutedReply.OrderExpired();
            default -> refused(refusal);
        };
    }

    private static RoutedReply ofStock(StockRefusal refusal) {
        return switch (refusal) {
            case StockRefusal.StaleVersion e -> stale(e, e.expected(), e.current());
            case StockRefusal.LapsedHoldsInTheWay e -> new RoutedReply.LapsedHolds(e.item(), e.holders());
            default -> refused(refusal);
        };
    }

    private static RoutedReply ofCart(CartRefusal refusal) {
        return switch (refusal) {
            case CartRefusal.StaleVersion e -> stale(e, e.expected(), e.current());
            case CartRefusal.Expired _ -> new RoutedReply.CartExpired();
            default -> refused(refusal);
        };
    }

    private static RoutedReply refused(Exception refusal) {
        return new RoutedReply.Refused(RefusalProblems.of(refusal).toJson());
    }

    private static RoutedReply stale(Exception refusal, long expected, long current) {
        return new RoutedReply.Stale(RefusalProblems.of(refusal).toJson(), expected, current);
    }

    /**
     * The answer, or what handling the command here would have thrown.
     *
     * @param stream the stream that the command is for
     */
    Answer answer(RoutedReply reply, @Nullable String stream) {
        return switch (reply) {
            case RoutedReply.Done done -> done.answer();
            case RoutedReply.NotHandled not -> throw new IllegalArgumentException("Not an answer: " + not.why());
            case RoutedReply.Refused refused -> throw new ProblemException(Problem.fromJson(refused.problem()));
            case RoutedReply.Stale stale -> throw new ProblemException(missing(stale, String.valueOf(stream)));
            case RoutedReply.StockNeeded needed ->
                throw new CommandRefused(new OrderRefusal.StockNeeded(needed.items(), needed.until()));
            case RoutedReply.OrderExpired _ -> throw new CommandRefused(new OrderRefusal.ReservationExpired());
            case RoutedReply.CartExpired _ -> throw new CommandRefused(new CartRefusal.Expired());
            case RoutedReply.LapsedHolds lapsed ->
                throw new CommandRefused(new StockRefusal.LapsedHoldsInTheWay(lapsed.item(), lapsed.holders()));
            case RoutedReply.NotFound missing -> throw new AggregateNotFoundException(missing.id(), "There is none");
            case RoutedReply.Conflict _ -> throw new ConcurrencyException("Another append was first");
            case RoutedReply.Answered _ -> throw new DuplicateKeyException("Answered meanwhile");
            case RoutedReply.Unknown unknown -> throw new OutcomeUnknown(unknown.why(), null);
        };
    }

    private Problem missing(RoutedReply.Stale stale, String stream) {
        return Problem.fromJson(stale.problem())
                .with("missedEvents", missed.between(stream, stale.expected(), stale.current()));
    }
}
