package holdfast.app.snapshots;

import java.time.Instant;

/**
 * The state of a stream after a number of events.
 *
 * @param version the number of events
 * @param latest the latest time of any of them
 */
public record Snapshot<S>(SnapshotType<S> type, String stream, long version, Instant latest, S state) {

    int parts() {
        return type.parts().applyAsInt(state);
    }
}
