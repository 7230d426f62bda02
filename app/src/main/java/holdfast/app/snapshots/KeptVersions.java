package holdfast.app.snapshots;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides which snapshots of a stream may go, so that those that remain are spread over all of it. */
final class KeptVersions {

    /** One snapshot; {@code base} is the version of the one that it needs to be read, if any. */
    record Version(long version, @Nullable Long base) {}

    private KeptVersions() {}

    /**
     * Once there are more than {@code kept}: of the older half the differences, and as long as there are too many even so,
     * the whole one that is nearest to its neighbours; but none that one of the newer half needs.
     *
     * @param versions in their order
     */
    static List<Long> surplus(List<Version> versions, int kept) {
        if (versions.size() <= kept) {
            return List.of();
        }
        int older = versions.size() - kept / 2;
        List<Version> newer = versions.subList(older, versions.size());
        List<Version> remaining = new ArrayList<>(versions);
        remaining.removeIf(version -> version.base() != null && !newer.contains(version));
        while (remaining.size() > kept && dropNearest(remaining, newer)) {
            // one after the other
        }
        List<Long> surplus =
                new ArrayList<>(versions.stream().map(Version::version).toList());
        remaining.forEach(version -> surplus.remove(Long.valueOf(version.version())));
        return surplus;
    }

    private static boolean dropNearest(List<Version> remaining, List<Version> newer) {
        int nearest = -1;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < remaining.size() - newer.size(); i++) {
            long before = i == 0 ? 0 : remaining.get(i - 1).version();
            long gap = remaining.get(i + 1).version() - before;
            if (gap < least && !isNeeded(remaining.get(i), newer)) {
                nearest = i;
                least = gap;
            }
        }
        if (nearest >= 0) {
            remaining.remove(nearest);
        }
        return nearest >= 0;
    }

    private static boolean isNeeded(Version whole, List<Version> newer) {
        return newer.stream().anyMatch(version -> Objects.equals(version.base(), whole.version()));
    }
}
