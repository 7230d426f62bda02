package holdfast.app.api.problem;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.convert.ConversionFailedException;

/** Says in words for the caller why the text of a parameter was not acceptable. */
final class Conversions {

    private Conversions() {}

    static String message(TypeMismatchException failure) {
        @Nullable Class<?> type = failure.getRequiredType();
        if (type != null && type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type != null && (type.isPrimitive() || type == Long.class || type == Integer.class)) {
            return type == boolean.class ? "must be true or false" : "must be an integer";
        }
        return ownMessage(failure);
    }

    /** The converters of the API have words of their own; what others say may name classes. */
    private static String ownMessage(TypeMismatchException failure) {
        boolean ours = failure.getCause() instanceof ConversionFailedException conversion
                && conversion.getCause() instanceof InvalidParameterException;
        @Nullable Throwable root = failure.getRootCause();
        return ours && root != null && root.getMessage() != null ? root.getMessage() : "is not acceptable";
    }
}
