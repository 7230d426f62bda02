package holdfast.app.dashboard;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list for people.
 *
 * @param next the address of the page behind it; null on the last one
 * @param first the address of the first page; null on that
 */
record Listing<T>(
        List<T> rows,
        Filters filters,
        @Nullable String next,
        @Nullable String first) {

    /** Rows on a page. */
    static final int MOST = 50;

    private static final String CURSOR = "cursor";

    /**
     * What was found on the way from a cursor.
     *
     * @param found up to one more than a page has
     * @param cursorOf what leads to the page behind a row
     */
    static <T> Listing<T> of(
            List<T> found, String path, Filters filters, @Nullable String cursor, Function<T, String> cursorOf) {
        boolean more = found.size() > MOST;
        List<T> rows = more ? found.subList(0, MOST) : found;
        String next =
                more ? filters.with(CURSOR, cursorOf.apply(rows.getLast())).on(path) : null;
        return new Listing<>(rows, filters, next, cursor == null ? null : filters.on(path));
    }

    /** The same page with its rows as something else. */
    <R> Listing<R> map(Function<T, R> row) {
        return new Listing<>(rows.stream().map(row).toList(), filters, next, first);
    }
}
