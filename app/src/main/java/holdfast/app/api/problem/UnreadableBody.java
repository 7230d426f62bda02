package holdfast.app.api.problem;

import holdfast.app.api.json.InvalidValueException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Tells a body that cannot be read (400) from one with the right JSON types but a value that is not acceptable (422). */
final class UnreadableBody {

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"(.{0,256}?)\"");

    private UnreadableBody() {}

    static Problem problem(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> malformed("A JSON body is required.");
            case InvalidValueException e -> FieldErrors.one(field(e), e.getOriginalMessage());
            case InvalidNullException e -> FieldErrors.one(field(e), "must not be null");
            case UnrecognizedPropertyException e -> malformed("The field %s is not known.".formatted(field(e)));
            case InvalidFormatException e -> invalidFormat(e);
            case ValueInstantiationException e -> FieldErrors.one(field(e), "is not acceptable");
            case MismatchedInputException e -> wrongType(e);
            case InputCoercionException e -> FieldErrors.one(field(e), "is out of range");
            case StreamConstraintsException e -> malformed("The JSON is nested too deeply or has too long a part.");
            case StreamReadException e -> malformed(syntax(e));
            default -> malformed("The body could not be read.");
        };
    }

    private static Problem malformed(String detail) {
        return ProblemType.MALFORMED_REQUEST.because(detail);
    }

    private static Problem invalidFormat(InvalidFormatException e) {
        Class<?> target = Objects.requireNonNullElse(e.getTargetType(), Object.class);
        // A refused coercion comes as the same exception: there the JSON type is wrong, not the value.
        boolean sameJsonType = e.getValue() instanceof Number ? isNumber(target) : !isScalar(target);
        if (!(e.getValue() instanceof String || e.getValue() instanceof Number) || !sameJsonType) {
            return wrongType(e);
        }
        return FieldErrors.one(field(e), target.isEnum() ? "must be one of " + constants(target) : "is not acceptable");
    }

    private static Problem wrongType(MismatchedInputException e) {
        if (e.getOriginalMessage().startsWith("Trailing token")) {
            return malformed("The body goes on after its JSON value.");
        }
        String field = field(e);
        String subject = field.isEmpty() ? "The body" : "The field " + field;
        return malformed("%s must be %s.".formatted(subject, expected(e.getTargetType())));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another JSON type";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == BigDecimal.class) {
            return "a decimal as a string or a number";
        }
        if (isNumber(type)) {
            return "a number";
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "an array";
        }
        boolean text = type.isEnum()
                || type.getName().startsWith("java.lang.")
                || type.getName().startsWith("java.time.");
        return text ? "a string" : "an object";
    }

    private static boolean isScalar(Class<?> type) {
        return isNumber(type) || type == boolean.class || type == Boolean.class;
    }

    private static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(type)
                || (type.isPrimitive() && type != boolean.class && type != char.class);
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String syntax(StreamReadException e) {
        Matcher duplicate = DUPLICATE.matcher(e.getOriginalMessage());
        if (duplicate.find()) {
            return "The field %s is there twice.".formatted(duplicate.group(1));
        }
        var at = e.getLocation();
        String place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return "The body is not valid JSON%s.".formatted(place);
    }

    private static String field(JacksonException e) {
        List<JacksonException.Reference> path = Objects.requireNonNullElse(e.getPath(), List.of());
        return path.stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
