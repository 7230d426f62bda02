package holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pcollections.TreePSet;

/** An earlier version and the difference give the later version, in every way one can look at it. */
class StockItemDifferenceTest {

    private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
    static final int HOLDERS = 30;

    /** Some have the same hash code, as "Aa" and "BB" do. */
    private static String holder(int number) {
        return (number % 2 == 0 ? "Aa-" : "BB-") + number / 2;
    }

    private static StockItemState after(StockItemState state, List<Integer> steps) {
        StockItemState next = state;
        for (int step : steps) {
            next = next.with(after(next.holds(), step));
        }
        return next;
    }

    /** A step holds, sells, or lets time pass, so that those that were sold are forgotten. */
    private static Holds after(Holds holds, int step) {
        int holder = step % HOLDERS;
        Hold known = holds.of(holder(holder));
        Hold hold = known == null ? Hold.of(holder(holder)) : known;
        return switch (step / HOLDERS) {
            case 0 -> holds.with(hold.plus(BigDecimal.ONE, "ref-" + step, NINE.plusSeconds(holder / 3)));
            case 1 -> known == null ? holds : holds.with(hold.end());
            case 2 -> holds.forgetAt(NINE.plusSeconds(holder / 3));
            default -> throw new IllegalArgumentException("" + step);
        };
    }

    @Property
    void tells_all_that_changed(
            @ForAll @Size(max = 80) List<@IntRange(max = 3 * HOLDERS - 1) Integer> before,
            @ForAll @Size(max = 40) List<@IntRange(max = 3 * HOLDERS - 1) Integer> since) {
        StockItemState full = StockItemState.NONE.evolve(
                new StockEvent.StockReceived("tea", "main", BigDecimal.valueOf(1_000), null, NINE));
        StockItemState earlier = after(full, before);
        StockItemState later = after(earlier, since);

        StockItemState again = StockItemDifference.between(earlier, later).appliedTo(earlier);

        assertThat(again).isEqualTo(later);
        assertThat(inOrder(again.holds().firstDeadlineFirst()))
                .isEqualTo(inOrder(later.holds().firstDeadlineFirst()))
                .isSortedAccordingTo(Comparator.comparing(Hold::expiresAt));
        assertThat(again.holds().reserved()).isEqualByComparingTo(later.holds().reserved());
        for (int number = 0; number < HOLDERS; number++) {
            assertThat(again.holds().of(holder(number))).isEqualTo(later.holds().of(holder(number)));
        }
    }

    @Example
    void holders_of_one_hash_code_are_told_apart() {
        assertThat(holder(0)).hasSameHashCodeAs(holder(1));
        List<Hold> holds = new ArrayList<>();
        for (int number = HOLDERS - 1; number >= 0; number--) {
            holds.add(new Hold(holder(number), BigDecimal.ONE, NINE, TreePSet.singleton("placed"), false));
        }

        Holds all = Holds.of(holds, Instant.MIN);

        for (Hold hold : holds) {
            assertThat(all.of(hold.holder())).isEqualTo(hold);
        }
    }

    private static List<Hold> inOrder(Iterator<Hold> holds) {
        List<Hold> all = new ArrayList<>();
        holds.forEachRemaining(all::add);
        return all;
    }
}
