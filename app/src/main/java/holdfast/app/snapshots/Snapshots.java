package holdfast.app.snapshots;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the states of long streams.
 *
 * <p>A snapshot is what the events up to it say, no more and no less: with it or without, every answer is the same.
 */
public interface Snapshots {

    /** The last one of a stream. */
    Optional<Snapshot<?>> last(String stream);

    /** The last one of a stream that is of a version or an earlier one. */
    <S> Optional<Snapshot<S>> last(SnapshotType<S> type, String stream, long version);

    /** The last one of a stream of which no event came after a time. */
    <S> Optional<Snapshot<S>> last(SnapshotType<S> type, String stream, Instant time);

    /**
     * Tells of a commit, on the committing thread; whatever is to be done about it is done on another.
     *
     * @param version the number of events of the stream by now
     * @param state the stream as it is by the time of the call
     */
    <S> void committed(String stream, long version, Supplier<Snapshot<S>> state);

    /** Keeps nothing. */
    static Snapshots none() {
        return new Snapshots() {
            @Override
            public Optional<Snapshot<?>> last(String stream) {
                return Optional.empty();
            }

            @Override
            public <S> Optional<Snapshot<S>> last(SnapshotType<S> type, String stream, long version) {
                return Optional.empty();
            }

            @Override
            public <S> Optional<Snapshot<S>> last(SnapshotType<S> type, String stream, Instant time) {
                return Optional.empty();
            }

            @Override
            public <S> void committed(String stream, long version, Supplier<Snapshot<S>> state) {}
        };
    }
}
