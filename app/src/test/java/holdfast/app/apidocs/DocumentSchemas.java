package holdfast.app.apidocs;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds values to the schemas of a document, where a field that is not documented is as wrong as one that is missing. */
final class DocumentSchemas {

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final ObjectNode components;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    DocumentSchemas(JsonNode document) {
        this.components = (ObjectNode) document.required("components").deepCopy();
        close(components);
    }

    /** What is wrong with a value. */
    List<String> errors(JsonNode schema, JsonNode value) {
        return compiled
                .computeIfAbsent(schema, this::compile)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode root = components.objectNode();
        JsonNode closed = schema.deepCopy();
        close(closed);
        root.putArray("allOf").add(closed);
        root.set("components", components);
        return registry.getSchema(root);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.get("properties") instanceof ObjectNode
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.values().forEach(DocumentSchemas::close);
    }
}
