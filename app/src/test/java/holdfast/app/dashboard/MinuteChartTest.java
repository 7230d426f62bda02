package holdfast.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.dashboard.Figures.Minute;
import holdfast.app.dashboard.MinuteChart.Bar;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinuteChartTest {

    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void a_minute_in_which_nothing_happened_has_no_bars() {
        MinuteChart chart = MinuteChart.of(List.of(new Minute(T0, 0, 0, 0, 0)));

        assertThat(chart.bars()).isEmpty();
    }

    @Test
    void what_came_in_is_above_the_middle_and_what_became_of_it_below() {
        MinuteChart chart = MinuteChart.of(List.of(new Minute(T0, 4, 2, 1, 1)));

        assertThat(chart.bars()).extracting(Bar::style).containsExactly("placed", "rejected", "paid", "expired");
        assertThat(chart.bars()).extracting(Bar::height).containsExactly(63.0, 21.0, 42.0, 21.0);
        assertThat(chart.bars()).extracting(Bar::y).containsExactly(44.0, 23.0, 109.0, 151.0);
        assertThat(chart.top()).isEqualTo(4);
    }
}
