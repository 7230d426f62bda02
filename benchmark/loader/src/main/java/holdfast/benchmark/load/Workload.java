package holdfast.benchmark.load;

import java.util.random.RandomGenerator;

/** What callers ask for. */
public enum Workload {
    /** Orders of one line, all for the same item. */
    HOT("one line, one item", 1),
    /** Orders of one to three lines over all items. */
    SPREAD("1-3 lines over all items", 3),
    /** Placing as in {@link #SPREAD}, paying and reading. */
    MIXED("45 % place, 15 % pay, 20 % read order, 20 % read stock", 3);

    private static final int PERCENT = 100;
    private static final int PLACE_BELOW = 45;
    private static final int PAY_BELOW = 60;
    private static final int READ_ORDER_BELOW = 80;

    private final String description;
    private final int maxLines;

    Workload(String description, int maxLines) {
        this.description = description;
        this.maxLines = maxLines;
    }

    public String description() {
        return description;
    }

    int lines(RandomGenerator random) {
        return random.nextInt(1, maxLines + 1);
    }

    Kind next(RandomGenerator random) {
        if (this != MIXED) {
            return Kind.PLACE;
        }
        int percent = random.nextInt(PERCENT);
        if (percent < PLACE_BELOW) {
            return Kind.PLACE;
        }
        if (percent < PAY_BELOW) {
            return Kind.PAY;
        }
        return percent < READ_ORDER_BELOW ? Kind.READ_ORDER : Kind.READ_STOCK;
    }
}
