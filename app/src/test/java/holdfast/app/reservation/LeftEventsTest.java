package holdfast.app.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

class LeftEventsTest {

    @Test
    void an_order_is_among_them_until_all_its_events_are_handled() {
        LeftEvents left = new LeftEvents(10);
        assertThat(left.add("o-1", "e-1")).isTrue();
        assertThat(left.add("o-1", "e-2")).isTrue();
        left.remove("o-1", "e-1");
        assertThat(left.holds("o-1")).isTrue();
        left.remove("o-1", "e-2");
        assertThat(left.holds("o-1")).isFalse();
    }

    @Test
    void there_are_never_more_than_so_many_orders() {
        LeftEvents left = new LeftEvents(2);
        assertThat(left.add("o-1", "e-1")).isTrue();
        assertThat(left.add("o-2", "e-1")).isTrue();
        assertThat(left.add("o-3", "e-1")).isFalse();
        assertThat(left.holds("o-3")).isFalse();
        assertThat(left.add("o-1", "e-2")).as("one that is known").isTrue();
        left.remove("o-2", "e-1");
        assertThat(left.add("o-3", "e-1")).isTrue();
    }

    /** What lanes and the process do with them at once is what they would do one after the other. */
    @Param(name = "order", gen = IntGen.class, conf = "1:2")
    @Param(name = "event", gen = IntGen.class, conf = "1:2")
    public static class AtOnce {

        private final LeftEvents left = new LeftEvents(1);

        @Operation
        public boolean add(@Param(name = "order") int order, @Param(name = "event") int event) {
            return left.add("o-" + order, "e-" + event);
        }

        @Operation
        public void remove(@Param(name = "order") int order, @Param(name = "event") int event) {
            left.remove("o-" + order, "e-" + event);
        }

        @Operation
        public boolean holds(@Param(name = "order") int order) {
            return left.holds("o-" + order);
        }
    }

    @Test
    void all_their_operations_are_atomic() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(3)
                .check(AtOnce.class);
    }
}
