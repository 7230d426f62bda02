package holdfast.app.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed head, or any past version, of one kind of stream by folding its events.
 *
 * <p>A bounded cache remembers states. It hears of each commit of this node before anybody is answered, so where this
 * node is the store's only writer it is the head; otherwise a read asks the store for what came after it. Either way a
 * read never lags behind what was committed.
 *
 * @param <S> an immutable state
 * @param <E> its events
 */
public final class EventStreams<S, E> {

    private static final long CACHED_STREAMS = 20_000;

    private final EventStore store;
    private final boolean soleWriter;
    private final Class<E> events;
    private final S start;
    private final BiFunction<S, E, S> evolve;
    private final ToLongFunction<S> version;
    private final Cache<String, S> heads =
            Caffeine.newBuilder().maximumSize(CACHED_STREAMS).build();

    EventStreams(
            EventStore store,
            boolean soleWriter,
            Class<E> events,
            S start,
            BiFunction<S, E, S> evolve,
            ToLongFunction<S> version) {
        this.store = store;
        this.soleWriter = soleWriter;
        this.events = events;
        this.start = start;
        this.evolve = evolve;
        this.version = version;
    }

    /** The state after all committed events; the start state when there is no such stream. */
    public S head(String id) {
        // Loading and hearing of a commit exclude each other for an id: no state can be kept that missed an event.
        S known = heads.get(id, unknown -> foldFrom(start, unknown, Long.MAX_VALUE));
        if (version.applyAsLong(known) == 0) {
            heads.invalidate(id); // ids that nobody created must not fill the cache
        }
        return soleWriter ? known : latest(id, known);
    }

    private S latest(String id, S known) {
        S head = foldFrom(known, id, Long.MAX_VALUE);
        if (version.applyAsLong(head) > version.applyAsLong(known)) {
            heads.asMap().merge(id, head, this::later);
        }
        return head;
    }

    private S later(S one, S other) {
        return version.applyAsLong(one) < version.applyAsLong(other) ? other : one;
    }

    /** The state as of a version, which is the number of events; the head when there are fewer. */
    public S at(String id, long wanted) {
        S known = heads.getIfPresent(id);
        if (known == null || version.applyAsLong(known) > wanted) {
            return foldFrom(start, id, wanted);
        }
        boolean reached = version.applyAsLong(known) == wanted;
        return reached || soleWriter ? known : foldFrom(known, id, wanted);
    }

    /** The state after the first events that are included, up to the first one that is not. */
    public S until(String id, Predicate<E> included) {
        S state = start;
        DomainEventStream stream = store.readEvents(id);
        while (stream.hasNext()) {
            E event = events.cast(stream.next().getPayload());
            if (!included.test(event)) {
                return state;
            }
            state = evolve.apply(state, event);
        }
        return state;
    }

    private S foldFrom(S from, String id, long wanted) {
        S state = from;
        DomainEventStream stream = store.readEvents(id, version.applyAsLong(from));
        while (version.applyAsLong(state) < wanted && stream.hasNext()) {
            state = evolve.apply(state, events.cast(stream.next().getPayload()));
        }
        return state;
    }

    void onCommit(DomainEventMessage<?> committed) {
        if (events.isInstance(committed.getPayload())) {
            E event = events.cast(committed.getPayload());
            heads.asMap()
                    .compute(
                            committed.getAggregateIdentifier(),
                            (_, known) -> after(known, event, committed.getSequenceNumber()));
        }
    }

    private @Nullable S after(@Nullable S known, E event, long sequenceNumber) {
        S state = known == null && sequenceNumber == 0 ? start : known;
        if (state == null || version.applyAsLong(state) < sequenceNumber) {
            return null; // not in memory, or a writer in between: the next read loads it
        }
        return version.applyAsLong(state) == sequenceNumber ? evolve.apply(state, event) : state;
    }
}
