package holdfast.app.snapshots;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which snapshots of a stream may go: the older they are, the fewer remain. */
final class KeptVersions {

    /** One snapshot; {@code base} is the version of the one that it needs to be read, if any. */
    record Version(long version, @Nullable Long base) {}

    private KeptVersions() {}

    /**
     * Every other one of the older half once there are more than {@code kept}, but none that another one needs.
     *
     * @param versions in their order
     */
    static List<Long> surplus(List<Version> versions, int kept) {
        if (versions.size() <= kept) {
            return List.of();
        }
        List<Version> remaining = new ArrayList<>(versions);
        List<Long> surplus = new ArrayList<>();
        for (int i = 1; i < versions.size() - kept / 2; i += 2) {
            surplus.add(versions.get(i).version());
            remaining.remove(versions.get(i));
        }
        Set<Long> needed = new HashSet<>(
                remaining.stream().map(Version::base).filter(Objects::nonNull).toList());
        surplus.removeIf(needed::contains);
        return surplus;
    }
}
