package holdfast.app.api.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads and prints times (RFC 3339, printed in UTC with microseconds) and durations (ISO 8601). */
public final class Times {

    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern ISO_8601 =
            Pattern.compile("P(?=.)(\\d{1,6}D)?(T(?=.)(\\d{1,8}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?");
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** Reads a time with any offset; throws IllegalArgumentException with words for the caller. */
    public static Instant parseInstant(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (RFC_3339.matcher(upper).matches()) {
            try {
                return OffsetDateTime.parse(upper).toInstant();
            } catch (DateTimeException noSuchTime) {
                // Falls through to the one message: the caller need not know which part was wrong.
            }
        }
        throw new IllegalArgumentException("must be an RFC 3339 time such as 2026-01-31T12:00:00Z");
    }

    /** Prints in UTC with six decimals, cutting off what is finer. */
    public static String print(Instant time) {
        return MICROSECONDS.format(time);
    }

    /**
     * Reads a duration that is not negative, in days and smaller units, and cuts off what is finer than microseconds:
     * a deadline that is derived from it is decided, stored and printed as the very same time. Throws IllegalArgumentException as
     * above.
     */
    public static Duration parseDuration(String text) {
        if (!ISO_8601.matcher(text).matches()) {
            throw new IllegalArgumentException("must be an ISO 8601 duration such as PT15M");
        }
        return Duration.parse(text).truncatedTo(ChronoUnit.MICROS);
    }
}
