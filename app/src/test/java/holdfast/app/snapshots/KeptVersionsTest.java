package holdfast.app.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.snapshots.KeptVersions.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeptVersionsTest {

    private static Version whole(long version) {
        return new Version(version, null);
    }

    @Test
    void until_there_are_too_many_all_stay() {
        assertThat(KeptVersions.surplus(List.of(whole(1), whole(2), whole(3), whole(4)), 4))
                .isEmpty();
    }

    @Test
    void of_the_older_half_the_one_nearest_to_its_neighbours_goes() {
        assertThat(KeptVersions.surplus(List.of(whole(10), whole(20), whole(21), whole(40), whole(50)), 4))
                .containsExactly(20L);
    }

    @Test
    void what_another_one_is_the_difference_to_stays() {
        List<Version> versions =
                List.of(whole(1), whole(2), new Version(3, 2L), new Version(4, 2L), new Version(5, 2L));

        assertThat(KeptVersions.surplus(versions, 4)).containsExactly(3L);
    }

    @Test
    void after_very_many_there_are_still_few_all_readable_and_spread_over_all_of_the_stream() {
        List<Version> versions = new ArrayList<>();
        for (long version = 1; version <= 10_000; version++) {
            long base = version - version % 7;
            versions.add(version % 7 == 0 || base == 0 ? whole(version) : new Version(version, base));
            List<Long> surplus = KeptVersions.surplus(versions, 32);
            versions.removeIf(kept -> surplus.contains(kept.version()));
        }

        List<Long> kept = versions.stream().map(Version::version).toList();
        assertThat(kept).hasSizeBetween(16, 40).contains(10_000L);
        assertThat(kept)
                .containsAll(versions.stream()
                        .map(Version::base)
                        .filter(Objects::nonNull)
                        .toList());
        for (int i = 1; i < kept.size(); i++) {
            assertThat(kept.get(i) - kept.get(i - 1)).as("%s", kept).isLessThan(2_500);
        }
        assertThat(kept.getFirst()).isLessThan(2_500);
    }
}
