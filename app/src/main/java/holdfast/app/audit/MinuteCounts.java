package holdfast.app.audit;

import holdfast.app.audit.OrderTables.Minute;
import holdfast.order.OrderEvent;
import holdfast.order.OrderEvent.OrderExpired;
import holdfast.order.OrderEvent.OrderPaid;
import holdfast.order.OrderEvent.OrderPlaced;
import holdfast.order.OrderEvent.OrderRejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Counts by the minute what became of orders and compares that with the figures of the read model.
 *
 * <p>A day with orders takes 46 KB, however many they are.
 */
final class MinuteCounts {

    private static final int MINUTES = 24 * 60;
    private static final int SECONDS = 60;
    private static final List<String> COLUMNS = List.of("placed", "paid", "rejected", "expired");
    private static final Minute NONE = new Minute(List.of(0L, 0L, 0L, 0L));

    /** What was counted on a day, column by column, and of each minute the first and the last position. */
    private static final class Day {

        private final int[][] counts = new int[COLUMNS.size()][MINUTES];
        private final long[] first = new long[MINUTES];
        private final long[] last = new long[MINUTES];

        private void count(int column, int minute, long position) {
            counts[column][minute]++;
            first[minute] = first[minute] == 0 ? position : first[minute];
            last[minute] = position;
        }

        private void forget(int minute) {
            for (int[] column : counts) {
                column[minute] = 0;
            }
        }

        private List<Long> behind(int minute) {
            return first[minute] == 0 ? List.of() : List.of(first[minute], last[minute]);
        }
    }

    private final Map<Long, Day> days = new TreeMap<>();
    private final Findings findings;

    MinuteCounts(Findings findings) {
        this.findings = findings;
    }

    void add(long position, OrderEvent event) {
        int column = switch (event) {
            case OrderPlaced _ -> 0;
            case OrderPaid _ -> 1;
            case OrderRejected _ -> 2;
            case OrderExpired _ -> 3;
            default -> -1; // not counted
        };
        if (column >= 0) {
            day(event.at()).count(column, minuteOf(event.at()), position);
        }
    }

    private Day day(Instant at) {
        return days.computeIfAbsent(Math.floorDiv(at.getEpochSecond(), MINUTES * SECONDS), _ -> new Day());
    }

    private static int minuteOf(Instant at) {
        return Math.floorMod(at.getEpochSecond(), MINUTES * SECONDS) / SECONDS;
    }

    /** Ends the count: each minute that has a row is forgotten with it, and none may be left. */
    void check(OrderTables tables, LongFunction<EventRef> events) {
        tables.forEachMinute((at, row) -> {
            check(at, row, events);
            day(at).forget(minuteOf(at));
        });
        for (Long day : new ArrayList<>(days.keySet())) {
            for (long minute = 0; minute < MINUTES; minute++) {
                check(Instant.ofEpochSecond((day * MINUTES + minute) * SECONDS), NONE, events);
            }
        }
    }

    private void check(Instant at, Minute row, LongFunction<EventRef> events) {
        Day day = day(at);
        int minute = minuteOf(at);
        for (int column = 0; column < COLUMNS.size(); column++) {
            long expected = day.counts[column][minute];
            long actual = row.counts().get(column);
            if (expected != actual) {
                List<EventRef> behind =
                        day.behind(minute).stream().map(events::apply).toList();
                findings.add(Discrepancy.of(Kind.ORDER_MINUTE_DIFFERS, Subject.NONE, expected, actual)
                        .in(COLUMNS.get(column) + " " + at)
                        .behind(behind));
            }
        }
    }
}
