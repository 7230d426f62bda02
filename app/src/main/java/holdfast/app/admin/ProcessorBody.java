package holdfast.app.admin;

import holdfast.app.processors.ProcessorState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A processor as the API shows it.
 *
 * @param lag how many events it has yet to look at
 * @param lagSince when the first of them was recorded, null when there is none
 * @param lagSeconds how long ago that was
 * @param error what it failed with last, while it is failing
 * @param replay the last rebuild of its read model, which may be under way; null when there was none
 */
record ProcessorBody(
        String name,
        String kind,
        String state,
        long position,
        long head,
        long lag,
        @Nullable Instant lagSince,
        double lagSeconds,
        @Nullable String error,
        @Nullable ReplayBody replay) {

    private static final double MILLIS = 1_000;

    static ProcessorBody of(FindProcessors.Item item, Instant now) {
        ProcessorState state = item.state();
        Instant since = state.waitingSince();
        return new ProcessorBody(
                state.name(),
                state.kind().name(),
                state.activity().name(),
                state.position(),
                state.head(),
                state.lag(),
                since,
                since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / MILLIS),
                state.error(),
                item.rebuild().map(rebuild -> ReplayBody.of(rebuild, now)).orElse(null));
    }
}
