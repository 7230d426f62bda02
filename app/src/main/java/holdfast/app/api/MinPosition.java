package holdfast.app.api;

import holdfast.app.api.problem.ProblemType;
import java.util.List;
import java.util.regex.Pattern;

/** The position that a read waits for, from {@code X-Min-Position}; 0, which is always reached, if it is absent. */
public record MinPosition(long value) {

    /** The header of reads. */
    public static final String HEADER = "X-Min-Position";

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    static MinPosition parse(List<String> headers) {
        if (headers.isEmpty()) {
            return new MinPosition(0);
        }
        if (headers.size() > 1 || !POSITION.matcher(headers.getFirst()).matches()) {
            throw ProblemType.MALFORMED_REQUEST
                    .because("X-Min-Position must be a whole number from 0.")
                    .exception();
        }
        return new MinPosition(Long.parseLong(headers.getFirst()));
    }
}
