package holdfast.app.admin;

import holdfast.app.readmodel.Rebuild;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild of a read model as the API shows it.
 *
 * @param position up to which the new tables have taken in all events
 * @param target where the live ones were when it began
 * @param positionsPerSecond since it began, until it ended
 * @param differences what the live tables had that was not as the events say; null until they were compared
 * @param failure why it was given up
 */
record ReplayBody(
        String state,
        long position,
        long target,
        double positionsPerSecond,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable List<Rebuild.Difference> differences,
        @Nullable String failure) {

    private static final double MILLIS = 1_000;

    static ReplayBody of(Rebuild rebuild, Instant now) {
        @Nullable Instant endedAt = rebuild.endedAt();
        Instant end = endedAt == null ? now : endedAt;
        long millis = Math.max(1, Duration.between(rebuild.startedAt(), end).toMillis());
        return new ReplayBody(
                rebuild.phase().name(),
                rebuild.position(),
                rebuild.target(),
                rebuild.position() * MILLIS / millis,
                rebuild.startedAt(),
                rebuild.endedAt(),
                rebuild.differences(),
                rebuild.failure());
    }
}
