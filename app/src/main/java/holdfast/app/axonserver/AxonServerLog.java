package holdfast.app.axonserver;

import holdfast.app.eventstore.AppendInDoubt;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Axon Server as the log. */
final class AxonServerLog implements EventLog {

    private static final int BUFFER = 1_000;
    private static final int REFILL = 500;

    private final Supplier<EventChannel> channel;
    private final String where;
    private final LastFailure last;
    private final long patienceMillis;

    /**
     * Asks it by a channel.
     *
     * @param where it is, for messages
     * @param last why it does not answer, for messages
     * @param patience how long an answer may take
     */
    AxonServerLog(Supplier<EventChannel> channel, String where, LastFailure last, Duration patience) {
        this.channel = channel;
        this.where = where;
        this.last = last;
        this.patienceMillis = patience.toMillis();
    }

    @Override
    public long lastToken() {
        return ask(() -> await(channel.get().getLastToken()));
    }

    @Override
    public Page after(long token, int limit) {
        return ask(() -> {
            long last = await(channel.get().getLastToken());
            // What a follower of a cluster lacks must not look as if it were not there.
            try (EventStream stream = channel.get().openStream(token, BUFFER, REFILL, true)) {
                return read(stream, token, Math.min(last, token + limit));
            }
        });
    }

    private Page read(EventStream stream, long after, long until) throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        long reached = after;
        while (reached < until) {
            EventWithToken next = stream.nextIfAvailable(patienceMillis, TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new IllegalStateException(
                        "It sends no more events", stream.getError().orElse(null));
            }
            reached = next.getToken();
            if (LoggedEvent.isOne(next.getEvent())) {
                entries.add(new Entry(reached, LoggedEvent.fromServer(next.getEvent())));
            }
        }
        return new Page(entries, reached);
    }

    @Override
    public void append(List<LoggedEvent> events) {
        // Until it is completed it is nothing: what fails here has stored nothing.
        AppendEventsTransaction append = ask(() -> {
            AppendEventsTransaction begun = channel.get().startAppendEventsTransaction();
            events.forEach(event -> begun.appendEvent(event.toServer()));
            return begun;
        });
        Confirmation confirmation = complete(append);
        if (confirmation == null || !confirmation.getSuccess()) {
            throw new AppendInDoubt("Axon Server did not confirm an append", null);
        }
    }

    private @Nullable Confirmation complete(AppendEventsTransaction append) {
        try {
            return await(append.commit());
        } catch (Exception e) {
            restoreInterruption(e);
            throw AxonServerFailures.ofAppend(e);
        }
    }

    private interface Question<T> {
        T ask() throws Exception;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (Exception e) {
            restoreInterruption(e);
            throw AxonServerFailures.ofQuestion(where, last.reason(), e);
        }
    }

    private static void restoreInterruption(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T await(CompletableFuture<T> answer) throws Exception {
        return answer.get(patienceMillis, TimeUnit.MILLISECONDS);
    }
}
