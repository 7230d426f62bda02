package holdfast.app.dashboard;

import holdfast.app.dashboard.Figures.Minute;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Orders by the minute as bars: what came in grows upwards, what became of orders downwards. One scale for both.
 *
 * @param top the most that any minute has
 */
record MinuteChart(List<Bar> bars, long top, long placed, long paid, long rejected, long expired) {

    static final int WIDTH = 720;
    static final int HEIGHT = 200;
    static final int MIDDLE = 108;
    private static final int REACH = 84;
    private static final double STEP = WIDTH / 60.0;

    /** A part of a minute's column. */
    record Bar(String style, double x, double y, double width, double height, String says) {}

    static MinuteChart of(List<Minute> minutes) {
        long most = 1;
        for (Minute minute : minutes) {
            most = Math.max(most, Math.max(minute.placed(), minute.paid() + minute.expired()));
        }
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < minutes.size(); i++) {
            column(bars, minutes.get(i), i, minutes.size(), most);
        }
        return new MinuteChart(
                bars,
                most,
                sum(minutes, Minute::placed),
                sum(minutes, Minute::paid),
                sum(minutes, Minute::rejected),
                sum(minutes, Minute::expired));
    }

    private static void column(List<Bar> bars, Minute minute, int index, int minutes, long most) {
        int ago = minutes - 1 - index;
        String says = "%s: %d placed, %d paid, %d rejected, %d expired"
                .formatted(
                        ago == 0 ? "this minute" : ago + " min ago",
                        minute.placed(),
                        minute.paid(),
                        minute.rejected(),
                        minute.expired());
        double scale = (double) REACH / most;
        double held = Math.max(0, minute.placed() - minute.rejected()) * scale;
        double rejected = Math.min(minute.rejected(), minute.placed()) * scale;
        double paid = minute.paid() * scale;
        add(bars, "placed", index, MIDDLE - 1 - held, held, says);
        add(bars, "rejected", index, MIDDLE - 1 - held - rejected, rejected, says);
        add(bars, "paid", index, MIDDLE + 1, paid, says);
        add(bars, "expired", index, MIDDLE + 1 + paid, minute.expired() * scale, says);
    }

    private static void add(List<Bar> bars, String style, int index, double y, double height, String says) {
        if (height > 0) {
            bars.add(new Bar(style, round(index * STEP + 1), round(y), round(STEP - 2), round(height), says));
        }
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static long sum(List<Minute> minutes, ToLongFunction<Minute> count) {
        return minutes.stream().mapToLong(count).sum();
    }
}
