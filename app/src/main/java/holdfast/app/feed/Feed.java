package holdfast.app.feed;

import holdfast.app.api.PageRequest;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.eventstore.CommittedEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** All committed events of the public aggregates in the order of their positions, without a gap and each once. */
@Component
class Feed {

    private static final int CATCHING_UP_AT_A_TIME = 4;
    private static final Duration PAGE_PATIENCE = Duration.ofSeconds(2);

    private final FeedStore store;
    private final FeedPump pump;
    private final CommittedEvents committed;
    private final FeedSettings settings;
    private final Semaphore storeReaders = new Semaphore(CATCHING_UP_AT_A_TIME, true);

    Feed(FeedStore store, FeedPump pump, CommittedEvents committed, FeedSettings settings) {
        this.store = store;
        this.pump = pump;
        this.committed = committed;
        this.settings = settings;
    }

    /**
     * One page.
     *
     * @return how far it reaches is before the head only when there is more to come, which may be nothing that is wanted
     */
    FeedChunk page(FeedFilter filter, PageRequest page) {
        long head = committed.head();
        long giveUp = System.nanoTime() + PAGE_PATIENCE.toNanos();
        List<FeedEvent> events = new ArrayList<>();
        long position = page.after();
        while (events.size() < page.limit() && position < head && System.nanoTime() < giveUp) {
            FeedChunk chunk = store.read(filter, position, head, page.limit() - events.size());
            events.addAll(chunk.events());
            position = chunk.reached();
        }
        return new FeedChunk(events, position);
    }

    boolean hasMoreAfter(long position) {
        return position < committed.head();
    }

    /** A place for one live reader, to be closed by it; an {@code unavailable} problem when there is none. */
    Seat seat(HttpServletRequest request) {
        if (pump.tail().isClosed() || !pump.enter(request, settings.maxReaders())) {
            throw ProblemType.UNAVAILABLE
                    .because("There are too many readers of the feed.")
                    .exception();
        }
        return new Seat();
    }

    /** A reader's place. */
    final class Seat implements AutoCloseable {

        /** Writes all that comes after a position until the client goes or the service stops. */
        void follow(FeedFilter filter, long after, OutputStream client) throws IOException {
            new FeedReader(
                            pump.tail(),
                            position -> store.read(filter, position, committed.head(), FeedStore.MOST_EVENTS),
                            storeReaders,
                            filter,
                            settings.heartbeat(),
                            after)
                    .run(client);
        }

        @Override
        public void close() {
            pump.leave();
        }
    }
}
