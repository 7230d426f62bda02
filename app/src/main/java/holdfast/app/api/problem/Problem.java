package holdfast.app.api.problem;

import com.fasterxml.jackson.annotation.Nulls;
import holdfast.app.api.json.WebJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One refusal as a value that can be stored and told again byte for byte, apart from the {@code instance} it is told
 * for; extensions keep their order and hold plain JSON values (text, Long, Boolean, List, Map).
 */
public record Problem(ProblemType type, String detail, Map<String, @Nullable Object> extensions) {

    private static final Set<String> STANDARD = Set.of("type", "title", "status", "detail", "instance");
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> FIELDS = new TypeReference<>() {};
    private static final JsonMapper JSON = mapper();

    public Problem {
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Map.of());
    }

    /** Adds an extension; any value that the web's JSON can write, decimals become text. */
    public Problem with(String name, @Nullable Object value) {
        if (STANDARD.contains(name)) {
            throw new IllegalArgumentException("Not an extension: " + name);
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(extensions);
        // Plain values at once, so that a problem equals the one that is read back from the store.
        all.put(name, JSON.convertValue(value, Object.class));
        return new Problem(type, detail, all);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** The text to store: everything but {@code instance}. */
    public String toJson() {
        return JSON.writeValueAsString(fields(null));
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Problem fromJson(String json) {
        Map<String, @Nullable Object> fields = JSON.readValue(json, FIELDS);
        ProblemType type = ProblemType.ofUri((String) Objects.requireNonNull(fields.get("type")));
        String detail = (String) Objects.requireNonNull(fields.get("detail"));
        fields.keySet().removeAll(STANDARD);
        return new Problem(type, detail, fields);
    }

    /** The body to send for a request to this path, in UTF-8. */
    public byte[] body(String instance) {
        return JSON.writeValueAsString(fields(instance)).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, @Nullable Object> fields(@Nullable String instance) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("type", type.uri().toString());
        fields.put("title", type.title());
        fields.put("status", type.status().value());
        fields.put("detail", detail);
        if (instance != null) {
            fields.put("instance", instance);
        }
        fields.putAll(extensions);
        return fields;
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        WebJson.configure(builder);
        // Unlike a request, an extension may hold nulls.
        return builder.changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.SET))
                .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                .build();
    }
}
