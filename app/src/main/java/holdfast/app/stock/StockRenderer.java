package holdfast.app.stock;

import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.AnswerRenderer;
import holdfast.app.idempotency.Reply;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Replies with a SKU as of the versions that a command left it at. */
@Component
class StockRenderer implements AnswerRenderer<Answer.OfStock> {

    private final StockReader reader;

    StockRenderer(StockReader reader) {
        this.reader = reader;
    }

    @Override
    public Class<Answer.OfStock> kind() {
        return Answer.OfStock.class;
    }

    @Override
    public Reply render(Answer.OfStock answer) {
        StockBody body = reader.past(answer.sku(), answer.definition(), answer.locations(), answer.at())
                .with(new StockBody.Effect(answer.before(), answer.after(), answer.variance(), null));
        // A command on a location answers that location's version, one on the definition the whole SKU's.
        long version = answer.location() == null
                ? body.version()
                : Objects.requireNonNull(answer.locations().get(answer.location()));
        return Reply.of(answer.status(), body, version);
    }
}
