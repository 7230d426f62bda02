package holdfast.app.carts;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.eventstore.StreamWatch;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.AnswerRenderer;
import holdfast.app.idempotency.Reply;
import holdfast.inventory.cart.CartId;
import holdfast.inventory.cart.CartState;
import holdfast.inventory.cart.CartStatus;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Replies with a reservation as a command left it, and waits for it as long as its stock is asked for. */
@Component
class CartRenderer implements AnswerRenderer<Answer.OfCart> {

    private static final int CREATED = 201;

    private final CartStreams streams;
    private final StreamWatch watch;
    private final CartSettings settings;

    CartRenderer(CartStreams streams, StreamWatch watch, CartSettings settings) {
        this.streams = streams;
        this.watch = watch;
        this.settings = settings;
    }

    @Override
    public Class<Answer.OfCart> kind() {
        return Answer.OfCart.class;
    }

    @Override
    public Reply render(Answer.OfCart answer) {
        String stream = new CartId(answer.reservationId()).toString();
        return watch.await(stream, () -> outcome(answer), settings.patience())
                .map(outcome -> reply(answer, outcome))
                .orElseGet(() -> Reply.of(ProblemType.UNAVAILABLE
                        .because("The reservation still asks for its stock; ask again with the same key.")
                        .with("reservationId", answer.reservationId())));
    }

    private Optional<CartState> outcome(Answer.OfCart answer) {
        CartState cart = streams.reservation(answer.reservationId(), answer.version());
        CartState decided = cart.status() == CartStatus.REQUESTED
                ? streams.reservation(answer.reservationId(), answer.version() + 1)
                : cart;
        return Optional.of(decided).filter(known -> known.status() != CartStatus.REQUESTED);
    }

    private static Reply reply(Answer.OfCart answer, CartState outcome) {
        return switch (outcome.status()) {
            case REJECTED -> Reply.of(insufficient(outcome));
            case EXPIRED -> Reply.of(expired(outcome));
            case REQUESTED, HELD, COMMITTED, RELEASED -> {
                Reply reply = Reply.of(answer.status(), CartBody.of(outcome), outcome.version());
                yield answer.status() == CREATED
                        ? reply.withHeader("Location", "/v1/reservations/" + outcome.reservationId())
                        : reply;
            }
        };
    }

    private static Problem insufficient(CartState cart) {
        return ProblemType.INSUFFICIENT_STOCK
                .because("Less is available than was asked for.")
                .with("shortages", cart.shortages())
                .with("reservationId", cart.reservationId());
    }

    private static Problem expired(CartState cart) {
        return ProblemType.RESERVATION_EXPIRED
                .because("The reservation has expired.")
                .with("reservationId", cart.reservationId());
    }
}
