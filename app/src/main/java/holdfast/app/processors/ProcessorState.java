package holdfast.app.processors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a processor is.
 *
 * @param position up to which it has taken in all that concerns it
 * @param head the position of the last committed event
 * @param lag how many events it has yet to look at, those that do not concern it included
 * @param waitingSince when the first of the events behind its position was recorded; null when there is none
 * @param error what it failed with last, when it is in trouble
 */
public record ProcessorState(
        String name,
        Follower.Kind kind,
        Activity activity,
        long position,
        long head,
        long lag,
        @Nullable Instant waitingSince,
        @Nullable String error) {

    /** What a processor is doing. */
    public enum Activity {
        RUNNING,
        /** It failed and tries again. */
        FAILING,
        STOPPED,
        /** Another node runs it. */
        ELSEWHERE
    }
}
