package holdfast.app.stock;

import holdfast.app.api.problem.ProblemType;
import holdfast.app.eventstore.StreamWatch;
import holdfast.app.idempotency.Answer;
import holdfast.app.idempotency.AnswerRenderer;
import holdfast.app.idempotency.Reply;
import holdfast.inventory.StockItemId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Waits until a transfer has arrived, and replies with the SKU as of the versions at which it left and arrived. */
@Component
class TransferRenderer implements AnswerRenderer<Answer.OfTransfer> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StockStreams streams;
    private final StockReader reader;
    private final StreamWatch watch;

    TransferRenderer(StockStreams streams, StockReader reader, StreamWatch watch) {
        this.streams = streams;
        this.reader = reader;
        this.watch = watch;
    }

    @Override
    public Class<Answer.OfTransfer> kind() {
        return Answer.OfTransfer.class;
    }

    @Override
    public Reply render(Answer.OfTransfer answer) {
        Answer.OfStock sent = answer.sent();
        StockItemId to = new StockItemId(sent.sku(), answer.to());
        String from = Objects.requireNonNull(sent.location());
        long outVersion = Objects.requireNonNull(sent.locations().get(from));
        long after = sent.locations().getOrDefault(answer.to(), 0L);
        return watch.await(to.toString(), () -> streams.arrival(to, from, outVersion, after), PATIENCE)
                .map(version -> arrived(answer, version, outVersion))
                .orElseGet(() -> Reply.of(ProblemType.UNAVAILABLE.because(
                        "The goods are still on their way; ask again with the same key.")));
    }

    private Reply arrived(Answer.OfTransfer answer, long version, long outVersion) {
        Answer.OfStock sent = answer.sent();
        Map<String, Long> locations = new TreeMap<>(sent.locations());
        locations.put(answer.to(), version);
        StockBody body = reader.past(sent.sku(), sent.definition(), locations, sent.at())
                .with(new StockBody.Effect(sent.before(), sent.after(), null, answer.transferId()));
        return Reply.of(sent.status(), body, outVersion);
    }
}
