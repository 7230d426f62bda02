package holdfast.app.apidocs;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the document, completed by what is the same for all bodies. */
final class Schemas {

    private static final String OPTIONAL = "x-optional";
    private static final String REFERENCE = "#/components/schemas/";

    private final ObjectNode document;
    private final ObjectNode schemas;

    Schemas(ObjectNode document) {
        this.document = document;
        this.schemas = document.withObject("/components/schemas");
    }

    /** Answers print every field, be it null: all are required but those that are named as optional. */
    void complete() {
        for (JsonNode schema : schemas.values()) {
            if (schema instanceof ObjectNode body && body.has(OPTIONAL)) {
                JsonNode optional = body.remove(OPTIONAL);
                ArrayNode required = body.putArray("required");
                body.withObject("/properties").propertyNames().stream()
                        .filter(name -> optional.valueStream()
                                .noneMatch(field -> field.asString().equals(name)))
                        .forEach(required::add);
            }
        }
    }

    /** The schema of a page of a list, and its name. */
    String pageOf(String item) {
        ObjectNode page = schemas.putObject(item + "Page").put("type", "object");
        page.putArray("required").add("items").add("nextCursor");
        ObjectNode items = page.withObject("/properties/items").put("type", "array");
        items.set("items", reference(item));
        page.withObject("/properties/nextCursor")
                .put("description", "Leads to the next page as its `cursor`; null on the last one.")
                .putArray("type")
                .add("string")
                .add("null");
        ObjectNode example = page.putArray("examples").addObject();
        ArrayNode examples = example.putArray("items");
        example.putNull("nextCursor");
        if (hasExample(item)) {
            examples.add(example(item));
        }
        return item + "Page";
    }

    void add(String name, ObjectNode schema) {
        schemas.set(name, schema);
    }

    ObjectNode reference(String name) {
        require(name);
        return schemas.objectNode().put("$ref", REFERENCE + name);
    }

    /** Whether a path or a query can have a value that a parameter does not take: any text will do for a plain string. */
    boolean mayBeInvalid(JsonNode parameter) {
        JsonNode found = parameter.has("$ref")
                ? document.at(parameter.required("$ref").asString().substring(1))
                : parameter;
        JsonNode schema = found.path("schema");
        boolean plain = schema.size() == 1 && schema.path("type").asString("").equals("string");
        return !found.path("in").asString("").equals("header") && !plain;
    }

    /** JSON content of a schema, with its example. */
    ObjectNode content(String mediaType, String name) {
        ObjectNode content = schemas.objectNode();
        ObjectNode media = content.putObject(mediaType);
        media.set("schema", reference(name));
        if (hasExample(name)) {
            media.set("example", example(name));
        }
        return content;
    }

    private boolean hasExample(String name) {
        return require(name).path("examples").has(0);
    }

    private JsonNode example(String name) {
        return require(name).required("examples").required(0).deepCopy();
    }

    private JsonNode require(String name) {
        JsonNode schema = schemas.get(name);
        if (schema == null) {
            throw new IllegalStateException("There is no schema " + name);
        }
        return schema;
    }
}
