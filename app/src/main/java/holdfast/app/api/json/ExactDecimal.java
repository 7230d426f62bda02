package holdfast.app.api.json;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads and prints decimals digit by digit: at most 15 digits before and 10 after the point, never an exponent in a text. */
public final class ExactDecimal {

    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_DECIMALS = 10;
    private static final int MAX_LENGTH = 64;
    private static final Pattern TEXT = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private ExactDecimal() {}

    /** Reads a text such as {@code -11.52}; throws IllegalArgumentException with words for the caller. */
    public static BigDecimal parse(String text) {
        if (text.length() > MAX_LENGTH || !TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a decimal such as 12 or -11.52");
        }
        return bounded(new BigDecimal(text));
    }

    /** Reads a JSON number token, which may have an exponent; same limits, same exception. */
    static BigDecimal parseNumber(String token) {
        if (token.length() > MAX_LENGTH) {
            throw outOfBounds();
        }
        try {
            return bounded(new BigDecimal(token));
        } catch (NumberFormatException exponentTooLarge) {
            throw outOfBounds();
        }
    }

    /** Prints all decimals that the value has, never an exponent. */
    public static String print(BigDecimal value) {
        return value.toPlainString();
    }

    private static BigDecimal bounded(BigDecimal value) {
        // Looked at before anything expands the number: 1e999999999 is short to write and long to print.
        long integerDigits = (long) value.precision() - value.scale();
        if (integerDigits > MAX_INTEGER_DIGITS || value.scale() > MAX_DECIMALS) {
            throw outOfBounds();
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static IllegalArgumentException outOfBounds() {
        return new IllegalArgumentException(
                "must have at most " + MAX_INTEGER_DIGITS + " digits before and " + MAX_DECIMALS + " after the point");
    }
}
