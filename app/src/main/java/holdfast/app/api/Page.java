package holdfast.app.api;

import java.util.List;
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
        if (found.size() <= request.limit()) {
            return ResponseEntity.ok(new Page<>(found, null));
        }
        List<T> items = found.subList(0, request.limit());
        String next = PageRequest.cursorAfter(position.applyAsLong(items.getLast()));
        String link = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", next)
                .build()
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<" + link + ">; rel=\"next\"")
                .body(new Page<>(items, next));
    }
}
