package holdfast.app.readmodel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rebuild of a read model that was asked for last.
 *
 * @param position up to which the new tables have taken in all events
 * @param target where the live ones were when it began
 * @param differences what the live tables had that was not as the events say; null as long as they were not compared
 * @param failure why it was given up
 */
public record Rebuild(
        String name,
        Phase phase,
        long position,
        long target,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable List<Difference> differences,
        @Nullable String failure) {

    /** How far a rebuild is; what belongs to a phase may be done again after a crash. */
    public enum Phase {
        /** The new tables are yet to be made. */
        REQUESTED,
        FILLING,
        /** Indexes that only readers need are made once the tables are full. */
        INDEXING,
        COMPARING,
        SWAPPING,
        /** The new tables are the live ones; those that they replaced are let go of. */
        CLEANING,
        DONE,
        FAILED;

        public boolean isOver() {
            return this == DONE || this == FAILED;
        }
    }

    /**
     * What the live table had that was not as the events say.
     *
     * @param missing rows that it did not have
     * @param extra rows that it had and should not have had
     * @param different rows that had other values
     * @param examples keys of some of them
     */
    public record Difference(String table, long missing, long extra, long different, List<String> examples) {}
}
