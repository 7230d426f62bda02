package holdfast.app.apidocs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of the service: put together when somebody first asks for it, and then kept. */
@Component
class ApiDocument {

    /** The document as it is sent; {@code tag} changes with it. */
    record Text(String json, String tag) {}

    private final Supplier<Text> text = SingletonSupplier.of(ApiDocument::print);

    Text text() {
        return text.get();
    }

    private static Text print() {
        String json = JsonMapper.shared().writeValueAsString(assemble());
        String digest = DigestUtils.md5DigestAsHex(json.getBytes(StandardCharsets.UTF_8));
        return new Text(json, "\"" + digest + "\"");
    }

    /** The fragments, completed. */
    static ObjectNode assemble() {
        ObjectNode document = Fragments.read();
        Schemas schemas = new Schemas(document);
        ProblemSchemas problems = new ProblemSchemas(document, schemas);
        schemas.complete();
        for (var path : document.withObject("/paths").properties()) {
            for (var call : path.getValue().properties()) {
                ObjectNode node = (ObjectNode) call.getValue();
                new Operation(path.getKey(), call.getKey(), node, schemas, problems).complete();
            }
        }
        return inReadingOrder(document);
    }

    private static ObjectNode inReadingOrder(ObjectNode document) {
        ObjectNode ordered = document.objectNode();
        List.of("openapi", "info", "servers", "security", "tags", "paths", "components")
                .forEach(part -> ordered.set(part, document.required(part)));
        for (JsonNode path : ordered.required("paths").values()) {
            path.forEachEntry((_, call) -> sortResponses((ObjectNode) call));
        }
        return ordered;
    }

    private static void sortResponses(ObjectNode call) {
        ObjectNode responses = call.withObject("/responses");
        ObjectNode sorted = call.objectNode();
        responses.propertyNames().stream().sorted().forEach(status -> sorted.set(status, responses.get(status)));
        call.set("responses", sorted);
    }
}
