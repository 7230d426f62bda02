package holdfast.app.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Reads the committed head, or any past version, of one kind of stream by folding its events.
 *
 * <p>A bounded cache remembers states by version; a read always asks the store for what came after it, so it never
 * lags behind what was committed, on any node.
 *
 * @param <S> an immutable state
 */
public final class EventStreams<S> {

    private static final long CACHED_STREAMS = 20_000;

    private final EventStore store;
    private final S start;
    private final BiFunction<S, Object, S> evolve;
    private final ToLongFunction<S> version;
    private final Cache<String, S> heads =
            Caffeine.newBuilder().maximumSize(CACHED_STREAMS).build();

    public EventStreams(EventStore store, S start, BiFunction<S, Object, S> evolve, ToLongFunction<S> version) {
        this.store = store;
        this.start = start;
        this.evolve = evolve;
        this.version = version;
    }

    /** The state after all committed events; the start state when there is no such stream. */
    public S head(String id) {
        S known = heads.get(id, _ -> start);
        S head = fold(known, id, Long.MAX_VALUE);
        if (version.applyAsLong(head) > version.applyAsLong(known)) {
            heads.put(id, head);
        }
        return head;
    }

    /** The state as of a version, which is the number of events; the head when there are fewer. */
    public S at(String id, long wanted) {
        S known = heads.getIfPresent(id);
        if (known == null || version.applyAsLong(known) > wanted) {
            return fold(start, id, wanted);
        }
        return fold(known, id, wanted);
    }

    private S fold(S from, String id, long wanted) {
        S state = from;
        DomainEventStream events = store.readEvents(id, version.applyAsLong(from));
        while (version.applyAsLong(state) < wanted && events.hasNext()) {
            state = evolve.apply(state, events.next().getPayload());
        }
        return state;
    }
}
