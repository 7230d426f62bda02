package holdfast.app.reservation;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lanes and the process do with them at once is what they would do one after the other. */
@Tag("interleavings")
class LeftEventsAtOnceTest {

    /** Of two orders, of which one can be remembered. */
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
        new StressOptions()
                .iterations(40)
                .invocationsPerIteration(3_000)
                .threads(2)
                .actorsPerThread(3)
                .check(AtOnce.class);
    }
}
