package holdfast.app.process;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for parked events, the one that was parked first first.
 *
 * @param process whose they are; null for all of them
 * @param limit how many at most; one more tells that there are more
 * @param after behind which id to begin
 */
public record FindDeadLetters(@Nullable String process, int limit, long after) {

    /** What was found. */
    public record Found(List<DeadLetter> letters) {}

    /** Asks for one of them, and all that is known of it. */
    public record One(long id) {

        /** What was found, if there is such a one. */
        public record Found(Optional<Whole> letter) {}
    }

    /**
     * A parked event with all that is known of it.
     *
     * @param waitsFor the id of the earlier one that it waits for; null when it is the first of its sequence
     * @param data what the event says, as JSON
     * @param metadata who caused it, as JSON
     */
    public record Whole(DeadLetter letter, @Nullable Long waitsFor, String data, String metadata) {}
}
