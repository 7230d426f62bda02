package holdfast.app.eventstore;

import holdfast.app.store.StoreSettings;
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

    public StreamReaders(EventStore store, LocalCommits commits, StoreSettings settings) {
        this.store = store;
        this.commits = commits;
        this.soleWriter = settings.hasSoleWriter();
    }

    /**
     * A reader of one kind of stream.
     *
     * @param start the state before the first event
     * @param version the number of events that a state is made of
     */
    public <S, E> EventStreams<S, E> reader(
            Class<E> events, S start, BiFunction<S, E, S> evolve, ToLongFunction<S> version) {
        EventStreams<S, E> reader = new EventStreams<>(store, soleWriter, events, start, evolve, version);
        commits.remember(reader::onCommit);
        return reader;
    }
}
