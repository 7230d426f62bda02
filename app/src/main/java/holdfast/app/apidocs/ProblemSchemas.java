package holdfast.app.apidocs;

import holdfast.app.api.problem.ProblemType;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The refusals as the document shows them: a schema, an example and an answer for each kind that the code has. */
final class ProblemSchemas {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final List<String> STANDARD = List.of("type", "title", "status", "detail", "instance");

    private final ObjectNode document;
    private final ObjectNode words;
    private final Map<ProblemType, String> names = new EnumMap<>(ProblemType.class);

    ProblemSchemas(ObjectNode document, Schemas schemas) {
        this.document = document;
        this.words = (ObjectNode) document.remove("x-problems");
        for (ProblemType type : ProblemType.values()) {
            String name = nameOf(type);
            names.put(type, name);
            schemas.add(name, schema(type));
            document.withObject("/components/examples").set(name, example(type));
        }
    }

    static ProblemType ofSlug(String slug) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no problem " + slug));
    }

    /** {@code InsufficientStockProblem}, as generated clients call it. */
    private static String nameOf(ProblemType type) {
        return Arrays.stream(type.slug().split("-", -1))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("", "", "Problem"));
    }

    private JsonNode words(ProblemType type) {
        JsonNode found = words.get(type.slug());
        if (found == null) {
            throw new IllegalStateException("problems.yaml does not say what " + type.slug() + " means");
        }
        return found;
    }

    private ObjectNode schema(ProblemType type) {
        JsonNode said = words(type);
        ObjectNode schema = document.objectNode().put("type", "object");
        schema.set("description", said.required("means"));
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("type")
                .put("type", "string")
                .putArray("enum")
                .add(type.uri().toString());
        properties.putObject("title").put("type", "string").putArray("examples").add(type.title());
        properties
                .putObject("status")
                .put("type", "integer")
                .putArray("enum")
                .add(type.status().value());
        properties.putObject("detail").put("type", "string").put("description", "What is wrong with this request.");
        properties.putObject("instance").put("type", "string").put("description", "The path of the request.");
        ArrayNode required = schema.putArray("required");
        STANDARD.forEach(required::add);
        said.path("properties").forEachEntry((name, property) -> {
            properties.set(name, property);
            if (said.path("optional")
                    .valueStream()
                    .noneMatch(field -> field.asString().equals(name))) {
                required.add(name);
            }
        });
        return schema;
    }

    private ObjectNode example(ProblemType type) {
        ObjectNode example = document.objectNode().put("summary", type.title());
        ObjectNode value = example.putObject("value")
                .put("type", type.uri().toString())
                .put("title", type.title())
                .put("status", type.status().value())
                .put("detail", "")
                .put("instance", "/v1/orders");
        value.setAll((ObjectNode) words(type).required("example"));
        return example;
    }

    /** The answer to a call that is refused with one of these, which have one status. */
    ObjectNode response(Collection<ProblemType> types) {
        ObjectNode response = document.objectNode().put("description", description(types));
        ObjectNode media = response.withObject("/content").putObject(MEDIA_TYPE);
        List<ObjectNode> schemas = types.stream()
                .map(type -> document.objectNode().put("$ref", "#/components/schemas/" + names.get(type)))
                .toList();
        ObjectNode schema = media.putObject("schema");
        if (schemas.size() == 1) {
            schema.setAll(schemas.getFirst());
        } else {
            schema.putArray("oneOf").addAll(schemas);
        }
        ObjectNode examples = media.putObject("examples");
        types.forEach(type -> examples.putObject(type.slug()).put("$ref", "#/components/examples/" + names.get(type)));
        return response;
    }

    private String description(Collection<ProblemType> types) {
        return types.stream()
                .map(type -> "`" + type.slug() + "` - "
                        + words(type).required("means").asString())
                .collect(Collectors.joining("\n\n"));
    }
}
