package holdfast.app.eventstore;

import com.google.common.base.Throwables;
import com.google.common.cache.Cache;
import com.google.common.util.concurrent.ExecutionError;
import com.google.common.util.concurrent.UncheckedExecutionException;
import holdfast.app.snapshots.Snapshot;
import holdfast.app.snapshots.SnapshotType;
import holdfast.app.snapshots.Snapshots;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed head, or any past version, of one kind of stream by folding its events, from the nearest state
 * that was kept.
 *
 * <p>A bounded cache remembers states. It hears of each commit of this node before anybody is answered, so where this
 * node is the store's only writer it is the head; otherwise a read asks the store for what came after it. Either way a
 * read never lags behind what was committed.
 *
 * @param <S> an immutable state
 * @param <E> its events
 */
public final class EventStreams<S, E> {

    /** A state, and the latest time of the events that it is made of. */
    private record Known<S>(S state, Instant latest) {}

    private final EventStore store;
    private final Snapshots snapshots;
    private final boolean soleWriter;
    private final StreamKind<S, E> kind;
    private final Known<S> start;
    private final Cache<String, Known<S>> heads;

    EventStreams(
            EventStore store, Snapshots snapshots, boolean soleWriter, StreamKind<S, E> kind, StreamSettings settings) {
        this.store = store;
        this.snapshots = snapshots;
        this.soleWriter = soleWriter;
        this.kind = kind;
        this.start = new Known<>(kind.start(), Instant.MIN);
        this.heads = settings.cache(known -> kind.partsOf(known.state()));
    }

    /** The state after all committed events; the start state when there is no such stream. */
    public S head(String id) {
        return known(id).state();
    }

    private Known<S> known(String id) {
        // Loading and hearing of a commit exclude each other for an id: no state can be kept that missed an event.
        Known<S> known = load(id);
        if (versionOf(known) == 0) {
            heads.invalidate(id); // ids that nobody created must not fill the cache
        }
        return soleWriter ? known : latest(id, known);
    }

    private Known<S> load(String id) {
        try {
            return heads.get(id, () -> foldFrom(nearest(id, Long.MAX_VALUE), id, Long.MAX_VALUE));
        } catch (ExecutionException | UncheckedExecutionException | ExecutionError e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            Throwables.throwIfUnchecked(cause);
            throw new IllegalStateException(cause);
        }
    }

    private Known<S> latest(String id, Known<S> known) {
        Known<S> head = foldFrom(known, id, Long.MAX_VALUE);
        if (versionOf(head) > versionOf(known)) {
            heads.asMap().merge(id, head, this::later);
        }
        return head;
    }

    private Known<S> later(Known<S> one, Known<S> other) {
        return versionOf(one) < versionOf(other) ? other : one;
    }

    /** The state as of a version, which is the number of events; the head when there are fewer. */
    public S at(String id, long wanted) {
        Known<S> known = heads.getIfPresent(id);
        if (known == null || versionOf(known) > wanted) {
            return foldFrom(nearest(id, wanted), id, wanted).state();
        }
        boolean reached = versionOf(known) == wanted;
        return reached || soleWriter
                ? known.state()
                : foldFrom(known, id, wanted).state();
    }

    /** The state after the first events that happened until a time, up to the first one that happened later. */
    public S until(String id, Instant time) {
        Known<S> known = nearest(id, time);
        DomainEventStream stream = store.readEvents(id, versionOf(known));
        while (stream.hasNext()) {
            E event = kind.events().cast(stream.next().getPayload());
            if (kind.time().apply(event).isAfter(time)) {
                break;
            }
            known = after(known, event);
        }
        return known.state();
    }

    private Known<S> nearest(String id, long version) {
        SnapshotType<S> type = kind.kept();
        return type == null ? start : from(snapshots.last(type, id, version));
    }

    private Known<S> nearest(String id, Instant time) {
        SnapshotType<S> type = kind.kept();
        return type == null ? start : from(snapshots.last(type, id, time));
    }

    private Known<S> from(Optional<Snapshot<S>> snapshot) {
        return snapshot.map(kept -> new Known<>(kept.state(), kept.latest())).orElse(start);
    }

    private Known<S> foldFrom(Known<S> from, String id, long wanted) {
        Known<S> known = from;
        DomainEventStream stream = store.readEvents(id, versionOf(from));
        while (versionOf(known) < wanted && stream.hasNext()) {
            known = after(known, kind.events().cast(stream.next().getPayload()));
        }
        return known;
    }

    private Known<S> after(Known<S> known, E event) {
        Instant time = kind.time().apply(event);
        Instant latest = time.isAfter(known.latest()) ? time : known.latest();
        return new Known<>(kind.evolve().apply(known.state(), event), latest);
    }

    private long versionOf(Known<S> known) {
        return kind.versionOf(known.state());
    }

    void onCommit(DomainEventMessage<?> committed) {
        if (kind.events().isInstance(committed.getPayload())) {
            String id = committed.getAggregateIdentifier();
            E event = kind.events().cast(committed.getPayload());
            heads.asMap().compute(id, (_, known) -> after(known, event, committed.getSequenceNumber()));
            SnapshotType<S> type = kind.kept();
            if (type != null) {
                snapshots.committed(id, committed.getSequenceNumber() + 1, () -> snapshot(type, id));
            }
        }
    }

    private Snapshot<S> snapshot(SnapshotType<S> type, String id) {
        Known<S> known = known(id);
        return new Snapshot<>(type, id, versionOf(known), known.latest(), known.state());
    }

    private @Nullable Known<S> after(@Nullable Known<S> known, E event, long sequenceNumber) {
        Known<S> before = known == null && sequenceNumber == 0 ? start : known;
        if (before == null || versionOf(before) < sequenceNumber) {
            return null; // not in memory, or a writer in between: the next read loads it
        }
        return versionOf(before) == sequenceNumber ? after(before, event) : before;
    }
}
