package holdfast.app.audit;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares stored JSON with what it must say, by meaning: decimals in any scale, an absent field like null. */
final class BodyComparison {

    interface Difference {
        void at(String path, @Nullable Object expected, @Nullable Object actual);
    }

    private final JsonMapper json;

    BodyComparison(JsonMapper json) {
        this.json = json;
    }

    void compare(Map<String, @Nullable Object> expected, String body, Difference difference) {
        JsonNode actual;
        try {
            actual = json.readTree(body);
        } catch (JacksonException e) {
            difference.at("body", "JSON", body);
            return;
        }
        object("body", expected, actual, difference);
    }

    private static void compare(
            String path, @Nullable Object expected, @Nullable JsonNode actual, Difference difference) {
        if (expected instanceof Map<?, ?> fields && actual != null && actual.isObject()) {
            object(path, fields, actual, difference);
        } else if (expected instanceof List<?> items && actual != null && actual.isArray()) {
            array(path, items, actual, difference);
        } else if (!Objects.equals(expected, valueOf(actual, expected))) {
            difference.at(path, expected, actual == null ? null : text(actual));
        }
    }

    private static void object(String path, Map<?, ?> expected, JsonNode actual, Difference difference) {
        Set<String> names = new TreeSet<>(actual.propertyNames());
        expected.keySet().forEach(name -> names.add((String) name));
        names.forEach(name -> compare(path + "." + name, expected.get(name), actual.get(name), difference));
    }

    private static void array(String path, List<?> expected, JsonNode actual, Difference difference) {
        if (expected.size() != actual.size()) {
            difference.at(path, expected.size() + " items", actual.size() + " items");
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(path + "[" + i + "]", expected.get(i), actual.get(i), difference);
        }
    }

    /** The node as a value of the kind that is expected; as its text where it is none. */
    private static @Nullable Object valueOf(@Nullable JsonNode node, @Nullable Object expected) {
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            return switch (expected) {
                case BigDecimal decimal
                when node.isString() -> {
                    BigDecimal there = new BigDecimal(node.stringValue());
                    yield there.compareTo(decimal) == 0 ? decimal : there;
                }
                case Instant _ when node.isString() -> Instant.parse(node.stringValue());
                case Long _ when node.isIntegralNumber() -> node.longValue();
                case Boolean _ when node.isBoolean() -> node.booleanValue();
                case String _ when node.isString() -> node.stringValue();
                case null, default -> node;
            };
        } catch (NumberFormatException | DateTimeException e) {
            return node;
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.isString() ? node.stringValue() : node.toString();
    }
}
