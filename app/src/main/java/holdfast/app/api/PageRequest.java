package holdfast.app.api;

import holdfast.app.api.problem.ProblemType;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param limit the most items on it, 1 to 200
 * @param after the position behind which it begins
 */
public record PageRequest(int limit, long after) {

    private static final int DEFAULT = 50;
    private static final int MOST = 200;

    /** From the query parameters; a {@code validation-failed} problem when one of them cannot be. */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        int size = limit == null ? DEFAULT : limit;
        if (size < 1 || size > MOST) {
            throw invalid("limit", "must be from 1 to " + MOST);
        }
        return new PageRequest(size, cursor == null ? 0 : positionOf(cursor));
    }

    /** The cursor of the page behind a position. */
    public static String cursorAfter(long position) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(position).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static long positionOf(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            long position = bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : -1;
            if (position >= 0 && cursorAfter(position).equals(cursor)) {
                return position;
            }
        } catch (IllegalArgumentException notBase64) {
            // told below
        }
        throw invalid("cursor", "is not one that was given here");
    }

    /** Says which query parameter is wrong, and why. */
    public static RuntimeException invalid(String field, String message) {
        return ProblemType.VALIDATION_FAILED
                .because("The page cannot be shown.")
                .with("errors", List.of(Map.of("field", field, "message", message)))
                .exception();
    }
}
