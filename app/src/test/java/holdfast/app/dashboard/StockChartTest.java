package holdfast.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.app.dashboard.StockChart.Point;
import holdfast.app.dashboard.StockTrail.Change;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StockChartTest {

    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final StockTrail.Level NOW = new StockTrail.Level(
            "main", new BigDecimal("7"), new BigDecimal("1"), new BigDecimal("6"), BigDecimal.ZERO);

    private static Change change(long position, String kind, String quantity, String balance) {
        return new Change(
                position,
                kind,
                new BigDecimal(quantity),
                new BigDecimal(balance),
                null,
                null,
                T0.plusSeconds(position));
    }

    private static Point point(long position, String onHand, String held) {
        return new Point(T0.plusSeconds(position), new BigDecimal(onHand), new BigDecimal(held));
    }

    @Test
    void a_sale_takes_from_both() {
        List<Change> changes = List.of(
                change(1, "RECEIVED", "10", "10"),
                change(2, "RESERVED", "4", "4"),
                change(3, "SOLD", "-3", "7"),
                change(4, "RELEASED", "-1", "0"));

        assertThat(StockChart.points(changes, NOW))
                .containsExactly(
                        point(1, "0", "0"),
                        point(1, "10", "0"),
                        point(2, "10", "4"),
                        point(3, "7", "1"),
                        point(4, "7", "0"));
    }

    @Test
    void what_was_before_the_first_known_change_is_worked_out() {
        List<Change> changes = List.of(change(5, "SOLD", "-2", "8"), change(6, "RESERVED", "1", "3"));

        assertThat(StockChart.points(changes, NOW))
                .containsExactly(point(5, "10", "4"), point(5, "8", "2"), point(6, "8", "3"));
    }

    @Test
    void without_a_change_of_what_is_held_the_level_tells_it() {
        List<Change> changes = List.of(change(5, "SOLD", "-2", "7"));

        assertThat(StockChart.points(changes, NOW)).containsExactly(point(5, "9", "3"), point(5, "7", "1"));
    }

    @Test
    void the_line_ends_now() {
        StockChart chart = StockChart.of(List.of(change(0, "RECEIVED", "10", "10")), NOW, T0.plusSeconds(60));

        assertThat(chart.onHand()).isEqualTo("M0 192.0 H0.0 V16.0 H720");
        assertThat(chart.top()).isEqualByComparingTo("10");
    }
}
