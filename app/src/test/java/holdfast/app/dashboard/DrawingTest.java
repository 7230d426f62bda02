package holdfast.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static final Map<Panel, String> DRAWN = Map.of(Panel.ORDERS, "one", Panel.STOCK, "none");

    @Test
    void nothing_new_is_the_same_drawing() {
        Drawing first = Drawing.NONE.with(DRAWN, 100);

        assertThat(first.with(DRAWN, 200)).isSameAs(first);
    }

    @Test
    void only_the_parts_that_changed_are_newer() {
        Drawing first = Drawing.NONE.with(DRAWN, 100);
        Drawing second = first.with(Map.of(Panel.ORDERS, "two", Panel.STOCK, "none"), 200);

        assertThat(second.revision()).isEqualTo(200);
        assertThat(second.parts().get(Panel.ORDERS)).isEqualTo(new Drawing.Part("two", 200));
        assertThat(second.parts().get(Panel.STOCK)).isEqualTo(new Drawing.Part("none", 100));
    }

    @Test
    void revisions_grow_although_the_clock_does_not() {
        Drawing first = Drawing.NONE.with(DRAWN, 100);

        assertThat(first.with(Map.of(Panel.ORDERS, "two"), 50).revision()).isEqualTo(101);
    }
}
