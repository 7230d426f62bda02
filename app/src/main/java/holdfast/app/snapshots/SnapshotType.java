package holdfast.app.snapshots;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One kind of state that is kept.
 *
 * @param name the type of the aggregate, never changed and never given to another state
 * @param revision of the stored form; grows when that changes, and what is stored under another one is not read
 * @param parts how many holds, lines and the like a state is made of
 * @param differences how large ones are written; null when they never are large
 */
public record SnapshotType<S>(
        String name,
        String revision,
        Class<S> state,
        ToIntFunction<S> parts,
        @Nullable Differences<S, ?> differences) {

    String key() {
        return name + "." + revision;
    }
}
