package holdfast.app.races;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Compares the records that requests are read into with the schemas that describe them. */
final class DocumentedRequests {

    private final JsonNode document;
    private final List<String> differences = new ArrayList<>();

    DocumentedRequests(JsonNode document) {
        this.document = document;
    }

    List<String> differences() {
        return differences;
    }

    void compare(Class<?> type, JsonNode reference) {
        JsonNode schema = resolve(reference);
        String name = type.getSimpleName() + " and " + reference.path("$ref").asString("");
        note(
                name + ": fields",
                names(type),
                new TreeSet<>(schema.path("properties").propertyNames()));
        note(name + ": required", required(type), texts(schema.path("required")));
        if (schema.path("additionalProperties").asBoolean(true)) {
            differences.add(name + ": the schema allows unknown fields");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            compare(component, resolve(schema.path("properties").path(component.getName())));
        }
    }

    private void compare(RecordComponent component, JsonNode schema) {
        Size size = field(component).getAnnotation(Size.class);
        if (size != null) {
            boolean list = List.class.isAssignableFrom(component.getType());
            note(
                    component + ": most",
                    size.max(),
                    schema.path(list ? "maxItems" : "maxLength").asInt(-1));
            int least = Math.max(size.min(), field(component).isAnnotationPresent(NotBlank.class) ? 1 : 0);
            note(
                    component + ": least",
                    least,
                    schema.path(list ? "minItems" : "minLength").asInt(0));
        }
        if (component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> item
                && item.isRecord()) {
            compare(item, schema.path("items"));
        }
    }

    private void note(String what, Object inCode, Object inDocument) {
        if (!inCode.equals(inDocument)) {
            differences.add(what + " " + inCode + " but documented " + inDocument);
        }
    }

    private static Set<String> names(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> required(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(DocumentedRequests::field)
                .filter(field -> field.isAnnotationPresent(NotNull.class) || field.isAnnotationPresent(NotBlank.class))
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Field field(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException everyComponentHasOne) {
            throw new IllegalStateException(everyComponentHasOne);
        }
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.required("$ref").asString().substring(1)) : node;
    }
}
