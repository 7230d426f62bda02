package holdfast.app.orders;

import holdfast.app.api.problem.Problem;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.problem.RefusalProblems;
import holdfast.app.eventstore.StreamWatch;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.AnswerRenderer;
import holdfast.app.idempotency.Refusals;
import holdfast.app.idempotency.Reply;
import holdfast.order.OrderState;
import holdfast.order.amendment.AmendmentRefusal;
import holdfast.order.amendment.AmendmentState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Replies with what became of a change that needs stock first, and waits for it. */
@Component
class AmendmentRenderer implements AnswerRenderer<Answer.OfAmendment> {

    private final OrderStreams streams;
    private final StreamWatch watch;
    private final Refusals refusals;
    private final OrderSettings settings;

    AmendmentRenderer(OrderStreams streams, StreamWatch watch, Refusals refusals, OrderSettings settings) {
        this.streams = streams;
        this.watch = watch;
        this.refusals = refusals;
        this.settings = settings;
    }

    @Override
    public Class<Answer.OfAmendment> kind() {
        return Answer.OfAmendment.class;
    }

    @Override
    public Reply render(Answer.OfAmendment answer) {
        return watch.await(answer.amendmentId(), () -> decided(answer), settings.patience())
                .map(amendment -> reply(answer, amendment))
                .orElseGet(() -> Reply.of(ProblemType.UNAVAILABLE.because(
                        "The change still asks for its stock; ask again with the same key.")));
    }

    private Optional<AmendmentState> decided(Answer.OfAmendment answer) {
        return Optional.of(streams.amendment(answer.amendmentId())).filter(AmendmentState::isDecided);
    }

    private Reply reply(Answer.OfAmendment answer, AmendmentState amendment) {
        if (amendment.refusal() != null) {
            return Reply.of(problem(amendment.orderId(), amendment.refusal()));
        }
        long version = Objects.requireNonNull(amendment.appliedVersion());
        OrderState order = streams.order(amendment.orderId(), version);
        return Reply.of(answer.status(), OrderBody.of(order), version);
    }

    private Problem problem(String orderId, AmendmentRefusal refusal) {
        String detail = Objects.requireNonNullElse(refusal.detail(), "The change was refused") + ".";
        return switch (refusal.reason()) {
            case INSUFFICIENT_STOCK -> RefusalProblems.insufficientStock(refusal.shortages(), orderId);
            case RESERVATION_EXPIRED -> ProblemType.RESERVATION_EXPIRED.because(detail);
            case INVALID_STATE -> RefusalProblems.invalidState(refusal.orderStatus(), detail);
            case STALE_VERSION -> stale(orderId, refusal);
            case UNKNOWN_LINE -> ProblemType.NOT_FOUND.because(detail);
            case ALREADY_EXISTS -> ProblemType.ALREADY_EXISTS.because(detail);
            case TOO_MANY_LINES ->
                ProblemType.VALIDATION_FAILED
                        .because(detail)
                        .with("errors", List.of(Map.of("field", "lines", "message", detail)));
        };
    }

    private Problem stale(String orderId, AmendmentRefusal refusal) {
        long expected = Objects.requireNonNull(refusal.expectedVersion());
        long current = Objects.requireNonNull(refusal.currentVersion());
        return RefusalProblems.versionConflict(current, "Version " + expected + " was expected.")
                .with("missedEvents", refusals.missed(orderId, expected, current));
    }
}
