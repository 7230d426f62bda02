package holdfast.app.reservation;

import static org.assertj.core.api.Assertions.assertThat;

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
}
