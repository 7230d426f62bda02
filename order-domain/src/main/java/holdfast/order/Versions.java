package holdfast.order;

import org.jspecify.annotations.Nullable;

/** Compares the version that a sender knows with the current one. */
final class Versions {

    private Versions() {}

    static void require(@Nullable Long expected, long current) throws OrderRefusal.StaleVersion {
        if (expected != null && expected != current) {
            throw new OrderRefusal.StaleVersion(expected, current);
        }
    }
}
