package holdfast.app.eventstore;

import holdfast.app.snapshots.SnapshotType;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one kind of stream add up to.
 *
 * @param start the state before the first event
 * @param version the number of events that a state is made of
 * @param time when an event happened
 * @param kept how states of long streams are kept; null when no stream of the kind grows long
 * @param <S> an immutable state
 * @param <E> its events
 */
public record StreamKind<S, E>(
        Class<E> events,
        S start,
        BiFunction<S, E, S> evolve,
        ToLongFunction<S> version,
        Function<E, Instant> time,
        @Nullable SnapshotType<S> kept) {

    public StreamKind(
            Class<E> events,
            S start,
            BiFunction<S, E, S> evolve,
            ToLongFunction<S> version,
            Function<E, Instant> time) {
        this(events, start, evolve, version, time, null);
    }

    long versionOf(S state) {
        return version.applyAsLong(state);
    }

    int partsOf(S state) {
        return kept == null ? 1 : kept.parts().applyAsInt(state);
    }
}
