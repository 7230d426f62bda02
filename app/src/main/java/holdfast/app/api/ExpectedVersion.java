package holdfast.app.api;

import holdfast.app.api.problem.ProblemType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version that {@code If-Match} names, null if it is absent or {@code *}: then any version will do. */
public record ExpectedVersion(@Nullable Long value) {

    // 18 digits always fit a long.
    private static final Pattern TAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    /** The version, for commands that must name one: otherwise a {@code version-required} problem. */
    public long required() {
        if (value == null) {
            throw ProblemType.VERSION_REQUIRED
                    .because("Send If-Match with the version to act on, such as \"7\".")
                    .exception();
        }
        return value;
    }

    static ExpectedVersion parse(List<String> headers) {
        if (headers.isEmpty() || headers.equals(List.of("*"))) {
            return new ExpectedVersion(null);
        }
        Matcher tag = TAG.matcher(headers.getFirst());
        if (headers.size() > 1 || !tag.matches()) {
            throw ProblemType.MALFORMED_REQUEST
                    .because("If-Match must be one strong version tag such as \"7\".")
                    .exception();
        }
        return new ExpectedVersion(Long.valueOf(tag.group(1)));
    }
}
