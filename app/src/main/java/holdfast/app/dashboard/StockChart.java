package holdfast.app.dashboard;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What was on hand at a location, and how much of it was held, over time.
 *
 * @param onHand path of the line of what was on hand
 * @param held path of the area of what was held
 */
record StockChart(String onHand, String onHandArea, String held, BigDecimal top, Instant from, Instant to) {

    static final int WIDTH = 720;
    static final int HEIGHT = 200;
    private static final double FLOOR = HEIGHT - 8;
    private static final double REACH = HEIGHT - 24;

    /** Quantities from a time on. */
    record Point(Instant at, BigDecimal onHand, BigDecimal held) {}

    /**
     * Of the changes that are known, up to now.
     *
     * @param newestFirst the last changes of one location
     * @param level what is there now
     */
    static StockChart of(List<StockTrail.Change> newestFirst, StockTrail.Level level, Instant now) {
        List<Point> points = points(newestFirst.reversed(), level);
        Instant from = points.getFirst().at();
        BigDecimal top = points.stream().map(Point::onHand).reduce(BigDecimal.ONE, BigDecimal::max);
        Instant to = now.isAfter(from) ? now : from.plusSeconds(1);
        return new StockChart(
                line(points, Point::onHand, from, to, top),
                area(points, Point::onHand, from, to, top),
                area(points, Point::held, from, to, top),
                top,
                from,
                to);
    }

    /** Each change tells what it left of one of both; what of the other is worked out from the next that tells it. */
    static List<Point> points(List<StockTrail.Change> oldestFirst, StockTrail.Level level) {
        BigDecimal onHand = onHandBefore(oldestFirst, level);
        BigDecimal held = heldBefore(oldestFirst, level);
        List<Point> points = new ArrayList<>();
        for (StockTrail.Change change : oldestFirst) {
            if (points.isEmpty()) {
                points.add(new Point(change.at(), onHand, held));
            }
            onHand = change.isOfReserved() ? onHand : change.balance();
            held = change.isOfReserved() ? change.balance() : held.add(heldBy(change));
            points.add(new Point(change.at(), onHand, held));
        }
        return points;
    }

    private static BigDecimal onHandBefore(List<StockTrail.Change> changes, StockTrail.Level level) {
        return changes.stream()
                .filter(change -> !change.isOfReserved())
                .findFirst()
                .map(change -> change.balance().subtract(change.quantity()))
                .orElse(level.onHand());
    }

    private static BigDecimal heldBefore(List<StockTrail.Change> changes, StockTrail.Level level) {
        BigDecimal sold = BigDecimal.ZERO;
        for (StockTrail.Change change : changes) {
            if (change.isOfReserved()) {
                return change.balance().subtract(change.quantity()).subtract(sold);
            }
            sold = sold.add(heldBy(change));
        }
        return level.reserved().subtract(sold);
    }

    /** What is sold was held until then. */
    private static BigDecimal heldBy(StockTrail.Change change) {
        return change.kind().equals("SOLD") ? change.quantity() : BigDecimal.ZERO;
    }

    private static String line(
            List<Point> points, Function<Point, BigDecimal> value, Instant from, Instant to, BigDecimal top) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            String y = number(y(value.apply(point), top));
            path.append(path.isEmpty() ? "M0 " + y : " H" + number(x(point.at(), from, to)) + " V" + y);
        }
        return path.append(" H").append(WIDTH).toString();
    }

    private static String area(
            List<Point> points, Function<Point, BigDecimal> value, Instant from, Instant to, BigDecimal top) {
        return line(points, value, from, to, top) + " V" + number(FLOOR) + " H0 Z";
    }

    private static double x(Instant at, Instant from, Instant to) {
        double share = (double) Duration.between(from, at).toMillis()
                / Math.max(1, Duration.between(from, to).toMillis());
        return WIDTH * Math.clamp(share, 0, 1);
    }

    private static double y(BigDecimal value, BigDecimal top) {
        return FLOOR - REACH * Math.max(0, value.doubleValue()) / top.doubleValue();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
