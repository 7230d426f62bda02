package holdfast.app.eventstore;

import holdfast.app.snapshots.Snapshots;
import holdfast.app.store.StoreSettings;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Opens readers of streams that know of this node's commits. */
@Component
public class StreamReaders {

    private final EventStore store;
    private final LocalCommits commits;
    private final boolean soleWriter;
    private final Snapshots snapshots;
    private final StreamSettings streams;

    public StreamReaders(
            EventStore store,
            LocalCommits commits,
            StoreSettings settings,
            Snapshots snapshots,
            StreamSettings streams) {
        this.store = store;
        this.commits = commits;
        this.soleWriter = settings.hasSoleWriter();
        this.snapshots = snapshots;
        this.streams = streams;
    }

    /** A reader of one kind of stream. */
    public <S, E> EventStreams<S, E> reader(StreamKind<S, E> kind) {
        EventStreams<S, E> reader = new EventStreams<>(store, snapshots, soleWriter, kind, streams);
        commits.remember(reader::onCommit);
        return reader;
    }

    /** A reader of streams that stay short and that nobody asks for as of a time. */
    public <S, E> EventStreams<S, E> reader(
            Class<E> events, S start, BiFunction<S, E, S> evolve, ToLongFunction<S> version) {
        return reader(new StreamKind<>(events, start, evolve, version, _ -> Instant.MIN));
    }
}
