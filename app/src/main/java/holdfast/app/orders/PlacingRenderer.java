package holdfast.app.orders;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.problem.RefusalProblems;
import holdfast.app.eventstore.StreamWatch;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.AnswerRenderer;
import holdfast.app.idempotency.Reply;
import holdfast.order.OrderState;
import holdfast.order.OrderStatus;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Replies with what became of an order that was placed, and waits for it as long as its stock is asked for.
 *
 * <p>Derived from the stream, so a repeated request gets the same outcome even when the first one died waiting.
 */
@Component
class PlacingRenderer implements AnswerRenderer<Answer.OfPlacing> {

    private final OrderStreams streams;
    private final StreamWatch watch;
    private final TakeOvers takeOvers;
    private final OrderSettings settings;

    PlacingRenderer(OrderStreams streams, StreamWatch watch, TakeOvers takeOvers, OrderSettings settings) {
        this.streams = streams;
        this.watch = watch;
        this.takeOvers = takeOvers;
        this.settings = settings;
    }

    @Override
    public Class<Answer.OfPlacing> kind() {
        return Answer.OfPlacing.class;
    }

    @Override
    public Reply render(Answer.OfPlacing answer) {
        return watch.await(answer.orderId(), () -> outcome(answer), settings.patience())
                .map(outcome -> reply(answer, outcome))
                .orElseGet(() -> Reply.of(stillAsking(answer.orderId())));
    }

    private Optional<OrderState> outcome(Answer.OfPlacing answer) {
        OrderState first = streams.order(answer.orderId(), answer.version() + 1);
        if (first.status() == OrderStatus.PLACED) {
            return Optional.empty();
        }
        // What costs nothing is paid by the very append that reserves it.
        boolean paidAtOnce =
                first.status() == OrderStatus.RESERVED && first.amountDue().signum() == 0;
        return Optional.of(paidAtOnce ? streams.order(answer.orderId(), answer.version() + 2) : first);
    }

    private Reply reply(Answer.OfPlacing answer, OrderState outcome) {
        return switch (outcome.status()) {
            case REJECTED -> Reply.of(rejected(outcome));
            case EXPIRED -> Reply.of(expired(outcome));
            default ->
                Reply.of(answer.status(), OrderBody.of(outcome), outcome.version())
                        .withHeader("Location", "/v1/orders/" + outcome.orderId());
        };
    }

    private Problem rejected(OrderState order) {
        String reservationId = order.origin().reservationId();
        return reservationId == null
                ? RefusalProblems.insufficientStock(order.shortages(), order.orderId())
                : takeOvers.refusal(order, reservationId);
    }

    private static Problem expired(OrderState order) {
        return ProblemType.RESERVATION_EXPIRED
                .because("The payment deadline passed before the stock was held.")
                .with("orderId", order.orderId());
    }

    private static Problem stillAsking(String orderId) {
        return ProblemType.UNAVAILABLE
                .because("The order still asks for its stock; ask again with the same key.")
                .with("orderId", orderId);
    }
}
