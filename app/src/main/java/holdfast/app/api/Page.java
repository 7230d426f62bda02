package holdfast.app.api;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * One page of a list.
 *
 * @param nextCursor opaque; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * The page of a list that is ordered by growing positions, with a link to the next one if there is one.
     *
     * @param found up to one more than the limit
     */
    public static <T> ResponseEntity<Page<T>> of(List<T> found, PageRequest request, ToLongFunction<T> position) {
        return of(found, request.limit(), last -> PageRequest.cursorAfter(position.applyAsLong(last)));
    }

    /**
     * The page of a list in an order of its own.
     *
     * @param found up to one more than the limit
     * @param cursor what leads to the page behind an item
     */
    public static <T> ResponseEntity<Page<T>> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return ResponseEntity.ok(new Page<>(found, null));
        }
        List<T> items = found.subList(0, limit);
        return before(items, cursor.apply(items.getLast()));
    }

    /** A page with a link to the one that the cursor leads to. */
    public static <T> ResponseEntity<Page<T>> before(List<T> items, String next) {
        String link = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", next)
                .build()
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<" + link + ">; rel=\"next\"")
                .body(new Page<>(items, next));
    }
}
