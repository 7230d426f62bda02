package holdfast.app.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a list is narrowed down to, by the names that stand in the address of its page.
 *
 * @param values none of them blank
 */
record Filters(Map<String, String> values) {

    static Filters none() {
        return new Filters(Map.of());
    }

    /** A form sends its empty fields too; they narrow down nothing. */
    Filters with(String name, @Nullable Object value) {
        String text = value == null ? "" : value.toString().strip();
        if (text.isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, text);
        return new Filters(more);
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The address of a list that is narrowed down so. */
    String on(String path) {
        return isEmpty()
                ? path
                : values.entrySet().stream()
                        .map(value ->
                                value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", path + "?", ""));
    }
}
