package holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePSet;

/** The tree does what a sorted map does, and every version stays as it was. */
class HoldTreeTest {

    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    private static final Comparator<Hold> BY_DEADLINE = Comparator.comparing(Hold::expiresAt);

    private static Hold hold(int minute, int quantity) {
        return new Hold(
                "order-" + minute,
                BigDecimal.valueOf(quantity),
                NINE.plusSeconds(60L * minute),
                HashTreePSet.empty(),
                false);
    }

    private static List<Hold> list(HoldTree tree) {
        List<Hold> holds = new ArrayList<>();
        for (Iterator<Hold> next = tree.iterator(); next.hasNext(); ) {
            holds.add(next.next());
        }
        return holds;
    }

    private static void assertSame(HoldTree tree, NavigableMap<Integer, Hold> naive) {
        assertThat(list(tree)).containsExactlyElementsOf(naive.values());
        assertThat(tree.size()).isEqualTo(naive.size());
        assertThat(tree.sum()).isEqualByComparingTo(sum(naive));
        assertThat(tree.first())
                .isEqualTo(naive.isEmpty() ? null : naive.firstEntry().getValue());
        for (int minute = 0; minute <= 40; minute += 5) {
            Instant time = NINE.plusSeconds(60L * minute);
            assertThat(tree.sumWhile(hold -> hold.hasLapsedAt(time)))
                    .isEqualByComparingTo(sum(naive.headMap(minute, true)));
            assertThat(tree.find(hold(minute, 0))).isEqualTo(naive.get(minute));
        }
    }

    private static BigDecimal sum(NavigableMap<Integer, Hold> naive) {
        return naive.values().stream().map(Hold::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Positive numbers put a hold at their minute, others take it away. */
    @Property
    void does_what_a_sorted_map_does(@ForAll @Size(max = 120) List<@IntRange(min = -40, max = 40) Integer> steps) {
        HoldTree tree = HoldTree.empty(BY_DEADLINE);
        TreeMap<Integer, Hold> naive = new TreeMap<>();
        List<HoldTree> versions = new ArrayList<>();
        List<TreeMap<Integer, Hold>> naiveVersions = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int minute = Math.abs(steps.get(i));
            tree = steps.get(i) > 0 ? tree.plus(hold(minute, i)) : tree.minus(hold(minute, 0));
            if (steps.get(i) > 0) {
                naive.put(minute, hold(minute, i));
            } else {
                naive.remove(minute);
            }
            versions.add(tree);
            naiveVersions.add(new TreeMap<>(naive));
        }
        for (int i = 0; i < versions.size(); i++) {
            assertSame(versions.get(i), naiveVersions.get(i));
        }
        assertSame(HoldTree.of(BY_DEADLINE, List.copyOf(naive.values())), naive);
    }

    @Nested
    class Of_very_many_holds {

        private static final int MANY = 100_000;

        @Test
        void stays_flat_whether_they_come_in_order_or_leave_from_one_end() {
            HoldTree tree = HoldTree.empty(BY_DEADLINE);
            for (int minute = 0; minute < MANY; minute++) {
                tree = tree.plus(hold(minute, 1));
            }
            assertThat(tree.depth()).isLessThan(40);
            for (int minute = 0; minute < MANY - 1_000; minute++) {
                tree = tree.minus(hold(minute, 1));
            }
            assertThat(tree.size()).isEqualTo(1_000);
            assertThat(tree.depth()).isLessThan(25);
        }

        @Test
        void knows_what_has_lapsed_without_looking_at_each() {
            List<Hold> holds =
                    IntStream.range(0, MANY).mapToObj(minute -> hold(minute, 1)).toList();
            int[] looked = {0};

            BigDecimal sum = HoldTree.of(BY_DEADLINE, holds).sumWhile(hold -> {
                looked[0]++;
                return hold.hasLapsedAt(NINE.plusSeconds(60L * 70_000));
            });

            assertThat(sum).isEqualByComparingTo("70001");
            assertThat(looked[0]).isLessThan(40);
        }
    }
}
