package holdfast.app.axonserver.routing;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a value of any record that travels between nodes. */
final class SampleRecords {

    private SampleRecords() {}

    /** With a value for each of its components. */
    static Object full(Class<?> type) {
        return make(type, true);
    }

    /** With null for each that may be null. */
    static Object sparse(Class<?> type) {
        return make(type, false);
    }

    private static Object make(Class<?> type, boolean full) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> !full && mayBeNull(component.getAnnotatedType())
                            ? null
                            : value(component.getGenericType(), full))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Of " + type, e);
        }
    }

    private static boolean mayBeNull(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Object value(Type type, boolean full) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? List.of(value(arguments[0], full))
                    : Map.of(value(arguments[0], full), value(arguments[1], full));
        }
        return value((Class<?>) type, full);
    }

    private static Object value(Class<?> type, boolean full) {
        if (type.isRecord()) {
            return make(type, full);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return switch (type.getSimpleName()) {
            case "String" -> "text-1";
            case "int", "Integer" -> 2;
            case "long", "Long" -> 9_007_199_254_740_993L;
            case "boolean", "Boolean" -> true;
            case "BigDecimal" -> new BigDecimal("2.50");
            case "Instant" -> Instant.parse("2026-11-26T08:30:00.123456Z");
            case "Duration" -> Duration.ofSeconds(90, 5);
            default -> throw new IllegalArgumentException("No sample of " + type);
        };
    }
}
