package holdfast.app.snapshots;

import java.util.function.BiFunction;

/**
 * How a large state is written when an earlier one is kept already: only what changed since.
 *
 * @param form of what is written
 * @param between says what changed from the first state to the second
 * @param applied gives the second state again
 */
record Differences<S, D>(Class<D> form, BiFunction<S, S, D> between, BiFunction<S, D, S> applied) {

    byte[] write(S earlier, S later) {
        return SnapshotJson.write(between.apply(earlier, later));
    }

    S read(S earlier, byte[] json) {
        return applied.apply(earlier, SnapshotJson.read(json, form));
    }
}
